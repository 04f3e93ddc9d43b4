using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Compiler.Studies.Sweeps;

namespace Crossbar.Compiler.Studies;

/// <summary>The studies that there are.</summary>
public static class StudyCatalog
{
    /// <summary>The kinds of all studies.</summary>
    public static ImmutableArray<StudyKind> All { get; } =
    [
        AccuracyStudy.Kind, ChipStudy.Kind, ConversionStudy.Kind, OverheadStudy.Kind, ProgrammingStudy.Kind, PropagationStudy.Kind, RetentionStudy.Kind,
        SparsityStudy.Kind, SweepStudy.Kind, WireStudy.Kind, YieldStudy.Kind,
    ];
}
