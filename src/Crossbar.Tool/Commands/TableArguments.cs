using System.CommandLine;
using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands;

/// <summary>In which form a study is printed.</summary>
internal sealed class TableArguments
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON array." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV." };

    /// <summary>Adds the options to a command.</summary>
    public TableArguments(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_csv);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv))
                result.AddError("--json and --csv exclude each other.");
        });
    }

    /// <summary>Whether people read it.</summary>
    public bool IsText(ParseResult parsed) => !parsed.GetValue(_json) && !parsed.GetValue(_csv);

    /// <summary>Prints the rows of a study.</summary>
    public void Print<T>(ParseResult parsed, TextWriter output, IReadOnlyCollection<T> rows) =>
        output.Write(parsed.GetValue(_json) ? StudyTable.ToJson(rows) : parsed.GetValue(_csv) ? StudyTable.ToCsv(rows) : StudyTable.ToText(rows));
}
