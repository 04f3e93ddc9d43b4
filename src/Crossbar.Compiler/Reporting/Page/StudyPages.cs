using Crossbar.Compiler.Models;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Chips;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>What studies say of the network of a page.</summary>
/// <param name="Accuracy">Accuracy against converters; null for no such study.</param>
/// <param name="Retention">Accuracy against time; null for no such study.</param>
/// <param name="Yield">How the accuracies of many chips are distributed; null for no such study.</param>
public sealed record StudyPages(AccuracyPage? Accuracy, RetentionPage? Retention, YieldPage? Yield)
{
    /// <summary>What synthesis makes of the digital half; null where that is not known.</summary>
    public SynthesisFile? Synthesis { get; init; }

    /// <summary>No study.</summary>
    public static StudyPages None { get; } = new(null, null, null);

    /// <summary>Reads the files <c>accuracy.json</c>, <c>retention.json</c> and <c>yield.json</c> of <c>crossbar study</c>, told apart by what they say they are.</summary>
    /// <param name="paths">The files, each of another study.</param>
    /// <param name="model">The model that the page is about.</param>
    /// <exception cref="CompilationException">
    /// There is no such file (CBX0001), no such study in it or one that was there already (CBX0007), or one of another model, file or option that it does not
    /// vary (CBX0086).
    /// </exception>
    public static StudyPages Read(IEnumerable<string> paths, LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(model);
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var pages = None;
        foreach (var path in paths)
        {
            var file = StudyFile.Read(path);
            if (!read.TryAdd(file.Study, path))
                throw new CompilationException(Descriptors.InvalidData, path, $"A page shows one study of {file.Study}, and {read[file.Study]} is one already. Name one of the two.");
            if (file.Study == AccuracyStudy.Kind.Name)
                pages = pages with { Accuracy = AccuracyPage.Of(file, model) };
            else if (file.Study == RetentionStudy.Kind.Name)
                pages = pages with { Retention = RetentionPage.Of(file, model) };
            else if (file.Study == YieldStudy.Kind.Name)
                pages = pages with { Yield = YieldPage.Of(file, model) };
            else
                throw new CompilationException(Descriptors.InvalidData, path, $"This is a study of {file.Study}. A page shows those of accuracy, retention and yield.");
        }

        return pages;
    }
}
