using System.CommandLine;
using Crossbar.Tool.Commands.Studies;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar study</c>: tables that compare ways of building the same chip.</summary>
internal static class StudyCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new("study", "Compares conversions, mappings, converters and programming errors in tables.")
        {
            AccuracyStudyCommand.Create(output, error),
            ConversionStudyCommand.Create(output, error),
            OverheadStudyCommand.Create(output, error),
            ProgrammingStudyCommand.Create(output, error),
            PropagationStudyCommand.Create(output, error),
            SparsityStudyCommand.Create(output, error),
        };
}
