using Crossbar.Compiler.Models;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Accuracy against the resolution of the converters.</summary>
/// <param name="Source">Where the figures are from, for people: a file's name.</param>
/// <param name="Rows">The software network, then the chips.</param>
public sealed record AccuracyPage(string Source, ImmutableArray<AccuracyStudyRow> Rows)
{
    internal static AccuracyPage Of(StudyFile file, LoadedModel model) => new(file.Source, file.Rows<AccuracyStudyRow>(
        new StudyPlan<AccuracyStudyRow, AccuracyStudyRow>(AccuracyStudy.Kind, []) { Varies = AccuracyStudy.Varied },
        model,
        row => row is { Bits: not null, Mapping: not null, Conversion: not null }));
}
