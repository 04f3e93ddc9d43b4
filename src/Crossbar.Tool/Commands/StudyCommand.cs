using Crossbar.Tool.Commands.Studies;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar study</c>: tables that compare ways of building the same chip.</summary>
internal static class StudyCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new("study", "Compares ways of building the same chip in tables that are kept, go on after an interruption, and can be shared among machines.")
        {
            AccuracyStudyCommand.Create(output, error),
            ChipStudyCommand.Create(output, error),
            ConversionStudyCommand.Create(output, error),
            MergeStudyCommand.Create(output, error),
            OverheadStudyCommand.Create(output, error),
            ProgrammingStudyCommand.Create(output, error),
            PropagationStudyCommand.Create(output, error),
            RetentionStudyCommand.Create(output, error),
            SparsityStudyCommand.Create(output, error),
            SweepStudyCommand.Create(output, error),
            WireStudyCommand.Create(output, error),
            YieldStudyCommand.Create(output, error),
        };
}
