using Crossbar.Compiler.Models;
using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Accuracy of chips against their age.</summary>
/// <param name="Source">Where the figures are from, for people: a file's name.</param>
/// <param name="Arguments">What else the study was asked for.</param>
/// <param name="Rows">The software network, the chip as designed, then each age with each compensation.</param>
public sealed record RetentionPage(string Source, ImmutableSortedDictionary<string, string> Arguments, ImmutableArray<RetentionRow> Rows)
{
    internal static RetentionPage Of(StudyFile file, LoadedModel model) => new(file.Source, file.Arguments, file.Rows<RetentionRow>(
        new StudyPlan<DrawnChip, RetentionRow>(RetentionStudy.Kind, []), model, row => row is { Compensation: not null, Device: not null, Age: null or >= 0 }));
}
