using System.Text.RegularExpressions;
using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Tool.Commands.Studies;

/// <summary>A Slurm job array, a task a shard, that runs the command line it was made from.</summary>
internal static partial class SlurmScript
{
    // What the script says itself, and what is of this run alone; each has a value.
    private static readonly string[] Replaced = ["--slurm", "--output-directory", "-o", "--diagnostics-file", "--parent-process"];

    /// <summary>What earlier scripts look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Beginning("#!/bin/bash\n# crossbar study ");

    /// <summary>Writes the script.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="directory">Full path of the folder that all tasks share.</param>
    /// <param name="study">Name of the study.</param>
    /// <param name="parts">Number of tasks.</param>
    public static string Of(ParseResult parsed, string directory, string study, int parts)
    {
        if (new[] { directory, Environment.CurrentDirectory }.FirstOrDefault(path => path.AsSpan().IndexOfAny('"', '\\') >= 0 || DisplayText.Of(path) != path) is { } odd)
            throw new CompilationException(Descriptors.InvalidOption, null, "slurm", parts, $"Slurm takes no folder with a quotation mark, a backslash or a character that one does not see in its name, as '{odd}' has.");
        // Slurm replaces what follows a percent sign in the name of a log.
        var logs = Path.Combine(directory, "slurm-").Replace("%", "%%", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"""
            #!/bin/bash
            # crossbar study {study} in {parts} parts. Say what each may use when you submit it: sbatch --cpus-per-task=16 --time=2:00:00 study.sbatch
            # A task that was cut short goes on where it was when it is submitted again (--array=K for one of them).
            #SBATCH --job-name=crossbar-{study}
            #SBATCH --array=1-{parts}
            #SBATCH --chdir="{Environment.CurrentDirectory}"
            #SBATCH --output="{logs}%a.log"
            set -eu
            exec {Tool()} {string.Join(' ', Arguments(parsed).Select(Quote))} --output-directory {Quote(directory)} --shard "$SLURM_ARRAY_TASK_ID/{parts}"

            """).ReplaceLineEndings("\n");
    }

    /// <summary>A word that a shell takes as it is.</summary>
    public static string Quote(string word)
    {
        if (Plain().IsMatch(word))
            return word;
        var bytes = new StringBuilder();
        for (var k = 0; k < word.Length; k += DisplayText.IsPair(word, k) ? 2 : 1)
        {
            var character = word.Substring(k, DisplayText.IsPair(word, k) ? 2 : 1);
            if (DisplayText.IsHidden(word, k))
                bytes.AppendJoin("", Encoding.UTF8.GetBytes(character).Select(b => $"\\x{b:x2}"));
            else
                bytes.Append(character is "'" or "\\" ? "\\" : "").Append(character);
        }

        // Bash knows escapes within $'': no character that one does not see stands in the script itself.
        return DisplayText.Of(word) == word ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'" : $"$'{bytes}'";
    }

    // A tool that was installed is a program of its own; one that was built is run by dotnet.
    private static string Tool()
    {
        var program = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(program) == "crossbar" ? Quote(program) : $"{Quote(program)} exec {Quote(typeof(SlurmScript).Assembly.Location)}";
    }

    private static IEnumerable<string> Arguments(ParseResult parsed)
    {
        var tokens = parsed.Tokens.Select(token => token.Value).ToArray();
        for (var k = 0; k < tokens.Length; k++)
        {
            if (Replaced.Contains(tokens[k]))
                k++;
            else
                yield return tokens[k];
        }
    }

    [GeneratedRegex(@"^[\w@%+=:,./-]+$", RegexOptions.ECMAScript)]
    private static partial Regex Plain();
}
