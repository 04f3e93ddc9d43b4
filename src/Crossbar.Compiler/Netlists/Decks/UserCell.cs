using System.Text.RegularExpressions;
using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>
/// A memristor of the user's own: the first subcircuit of a SPICE file, with two ports, top and bottom, and a parameter G, its conductance in siemens. The
/// file is data: what is copied into decks are circuits and models, and nothing that reads files or tells a simulator what to do.
/// </summary>
/// <param name="Name">The subcircuit's name.</param>
/// <param name="Text">The file.</param>
public sealed partial record UserCell(string Name, string Text)
{
    /// <summary>What the copy of the file is called.</summary>
    public const string File = "subcircuit.inc";

    private static readonly string[] Statements = [".subckt", ".ends", ".model", ".param", ".params", ".func"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CompilationException">
    /// It cannot be read or is no subcircuit (CBX0102), its subcircuit is no cell (CBX0103), it has something else than circuits (CBX0104), or it is too long (CBX0018).
    /// </exception>
    public static UserCell Read(string path)
    {
        string[] lines;
        try
        {
            lines = BoundedFile.ReadAllLines(path, "a subcircuit", max: 1 << 20);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.InvalidSubcircuit, path, 0, e.Message);
        }

        string? name = null;
        var (depth, opened) = (0, 0);
        for (var k = 0; k < lines.Length; k++)
        {
            var line = lines[k].Trim();
            if (line.Any(c => char.IsControl(c) && c != '\t'))
                throw At(k, Descriptors.InvalidSubcircuit, "it has control characters.");
            if (line.Length == 0 || line[0] is '*' or ';' or '$' or '+')
                continue;
            var word = line.Split([' ', '\t', '('])[0].ToLowerInvariant();
            if (word[0] == '.' ? !Statements.Contains(word) : depth == 0 || !char.IsAsciiLetter(word[0]))
                throw At(k, Descriptors.ForeignStatement, word);
            if (word == ".subckt")
            {
                if (depth++ == 0)
                    opened = k;
                name ??= NameOf(Joined(lines, k), k);
            }

            if (word == ".ends" && depth-- == 0)
                throw At(k, Descriptors.InvalidSubcircuit, "there is no .subckt that this .ends could end.");
        }

        if (depth > 0)
            throw At(opened, Descriptors.InvalidSubcircuit, "this .subckt has no .ends.");
        if (name is null)
            throw At(0, Descriptors.InvalidSubcircuit, "the file has no .subckt.");
        return new UserCell(name, string.Join('\n', lines) + "\n");

        string NameOf(string statement, int line)
        {
            // Ports end where parameters begin, with a keyword or without.
            var match = Header().Match(statement);
            var (own, ports) = (match.Groups["name"].Value, match.Groups["port"].Captures.Count);
            if (!match.Success || Reserved().IsMatch(own))
                throw At(line, Descriptors.NoCell, match.Success ? $"'{own}' is a name that decks have for something else." : "a name of letters, digits and underscores is needed.");
            if (ports != 2)
                throw At(line, Descriptors.NoCell, $"it has {ports} ports; a cell has two, top and bottom.");
            if (!Conductance().IsMatch(statement))
                throw At(line, Descriptors.NoCell, "it has no parameter G, the conductance in siemens, with a default: .subckt NAME top bottom PARAMS: G=1e-5");
            return own;
        }

        CompilationException At(int line, DiagnosticDescriptor descriptor, string what) =>
            new([Diagnostic.Create(descriptor, path, line + 1, what) with { Line = line + 1, Column = 1 }]);
    }

    // A statement with the lines that continue it.
    private static string Joined(string[] lines, int first)
    {
        var statement = lines[first].Trim();
        for (var k = first + 1; k < lines.Length && lines[k].TrimStart() is ['+', .. var more]; k++)
            statement += " " + more;
        return statement;
    }

    [GeneratedRegex(@"^\.subckt\s+(?<name>[a-z][a-z0-9_]*)(?:\s+(?!params:)(?<port>[^\s=]+)(?!\s*=)(?=\s|$))*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex(@"(?:\s|:)g\s*=\s*[^\s=]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Conductance();

    // Arrays and layers, and what devices.inc and amplifiers.inc have.
    [GeneratedRegex(@"^(?:layer\d.*|memristor|cell|access|params|amplifier.*|rectif.*|peak|swing)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
