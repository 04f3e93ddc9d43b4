using Crossbar.Compiler.Models;
using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>How the accuracies of many chips are distributed.</summary>
/// <param name="Source">Where the figures are from, for people: a file's name.</param>
/// <param name="Arguments">What else the study was asked for: age, compensation.</param>
/// <param name="Row">The chips.</param>
public sealed record YieldPage(string Source, ImmutableSortedDictionary<string, string> Arguments, YieldRow Row)
{
    internal static YieldPage Of(StudyFile file, LoadedModel model) => new(file.Source, file.Arguments, file.Rows<YieldRow>(
        new StudyPlan<YieldChip, YieldRow>(YieldStudy.Kind, []), model, row => row.Chips > 0)[0]);
}
