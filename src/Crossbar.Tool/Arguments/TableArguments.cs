using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Tool.Arguments;

/// <summary>In which form a table is printed.</summary>
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

    /// <summary>Prints rows whose properties are the columns.</summary>
    public void Print<T>(ParseResult parsed, TextWriter output, IReadOnlyCollection<T> rows) => Print(parsed, output, StudyTable.Of(rows));

    /// <summary>Prints a table.</summary>
    public void Print(ParseResult parsed, TextWriter output, StudyTable table) =>
        output.Write(parsed.GetValue(_json) ? table.ToJson() : parsed.GetValue(_csv) ? table.ToCsv() : table.ToText());
}
