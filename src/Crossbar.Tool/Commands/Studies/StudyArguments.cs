using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Tool.Commands.Studies;

/// <summary>What every study understands: where its results are kept, which part of it is run, and in which form its table is printed.</summary>
internal sealed class StudyArguments
{
    private const string ResultsFolder = "crossbar-studies";

    private readonly TableArguments _table;
    private readonly Option<string?> _directory = new("--output-directory", "-o")
    {
        Description = $"Where results are kept and CSV and JSON are written. A study goes on from what is there. Without it: a folder of its own in {ResultsFolder}.",
        HelpName = "folder",
    };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Forget the results that are there, and compute all again." };
    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "Run part K of N, one per machine; 'crossbar study merge' puts them together, and so does the part that ends last in a common folder.",
        HelpName = "K/N",
    };

    private readonly WholeNumberArgument _slurm;

    /// <summary>Adds the options to a command.</summary>
    public StudyArguments(Command command)
    {
        _table = new TableArguments(command);
        _shard.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (StudyShard.Parse(token.Value) is null)
                    result.AddError($"--shard: '{token.Value}' is no part of a study: K/N is needed, such as 2/8, with K from 1 to N.");
            }
        });
        foreach (var option in new Option[] { _directory, _fresh, _shard })
            command.Options.Add(option);
        _slurm = new WholeNumberArgument(command, "--slurm", "Run nothing: write a Slurm array script with so many parts.", "parts", 1, null);
        command.Validators.Add(result =>
        {
            if (_slurm.IsGiven(result) && (result.GetValue(_shard) is not null || result.GetValue(_fresh)))
                result.AddError("--slurm writes a script of its own for every --shard; --shard and --fresh say nothing to it.");
            else if (result.GetValue(_shard) is not null && result.GetValue(_fresh))
                result.AddError("--fresh would delete what other shards computed. Delete the folder before the first of them.");
        });
    }

    /// <summary>Runs a study, or the part of it that was asked for, and prints its table; or writes the script.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="error">Receives where it was written.</param>
    /// <param name="plan">The study.</param>
    /// <param name="options">The options.</param>
    /// <param name="model">The model; null where there is none.</param>
    /// <param name="data">The images' file; null where there is none.</param>
    /// <param name="arguments">What else the study was asked for and its items do not say.</param>
    public void Run(
        ParseResult parsed,
        TextWriter output,
        TextWriter error,
        StudyPlan plan,
        CompilerOptions options,
        LoadedModel? model = null,
        string? data = null,
        params (string Name, string Value)[] arguments)
    {
        var identity = StudyIdentity.Of(plan, options, model, data, arguments.Select(a => KeyValuePair.Create(a.Name, a.Value)));
        var name = model is null ? plan.Kind.Name : $"{plan.Kind.Name}-{Path.GetFileNameWithoutExtension(model.FileName)}";
        var directory = Path.GetFullPath(parsed.GetValue(_directory) ?? Path.Combine(ResultsFolder, $"{name}-{identity.Fingerprint}"));
        if (_slurm.Of(parsed) is { } parts)
        {
            WriteScript(directory, SlurmScript.Of(parsed, directory, plan.Kind.Name, parts), output, model?.Files ?? new RunFiles());
            return;
        }

        var folder = StudyFolder.For(directory, identity);
        if (parsed.GetValue(_fresh))
            folder.Clear();
        Interruption.Says(() => Kept(folder, parsed.GetValue(_fresh)));
        StudyOutcome outcome = null!;
        var shard = parsed.GetValue(_shard) is { } text ? StudyShard.Parse(text)!.Value : StudyShard.Whole;
        ProgressDisplay.Run("studying", progress => outcome = StudyRunner.Run(plan, folder, shard, progress));
        if (outcome.Found > 0)
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Found} of {outcome.Found + outcome.Computed} results were there already; --fresh computes them anew."));
        if (outcome.Table is null)
        {
            // Tables alone go to standard output.
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Shard {shard} is done; {outcome.Missing.Length} of {plan.Keys.Length} results are missing in {folder.Path}."));
            return;
        }

        Print(_table, parsed, output, error, outcome);
    }

    /// <summary>Prints a complete study.</summary>
    /// <exception cref="CompilationException">It came to nothing (CBX0098).</exception>
    public static void Print(TableArguments table, ParseResult parsed, TextWriter output, TextWriter error, StudyOutcome outcome)
    {
        table.Print(parsed, output, outcome.Table!);
        foreach (var file in outcome.Files)
            error.WriteLine($"written: {Path.GetRelativePath(Environment.CurrentDirectory, file)}");
        if (outcome.Table!.Failure is { } failure)
            throw new CompilationException(Descriptors.NothingStudied, null, failure);
    }

    private static string Kept(StudyFolder folder, bool isFresh)
    {
        var kept = folder.Kept;
        var place = Path.GetRelativePath(Environment.CurrentDirectory, folder.Path);
        return kept == 0
            ? string.Create(CultureInfo.InvariantCulture, $"none of {folder.Identity.Items.Length} results was there yet; {place} is empty but for study.json")
            : string.Create(CultureInfo.InvariantCulture, $"{kept} of {folder.Identity.Items.Length} results are kept in {place}; the same command{(isFresh ? " without --fresh" : "")} goes on from there");
    }

    // The folder says nothing yet of which study it is: the first task does, on a machine that may round otherwise than this one.
    private static void WriteScript(string directory, string script, TextWriter output, RunFiles files)
    {
        var file = Path.Combine(directory, "study.sbatch");
        files.Writes(file, SlurmScript.Form);
        OutputFolder.Guard(file, () =>
        {
            Directory.CreateDirectory(directory);
            OutputFolder.WriteIfDifferent(file, script);
        });
        output.WriteLine($"sbatch {SlurmScript.Quote(file)}");
        output.WriteLine($"crossbar study merge {SlurmScript.Quote(directory)}");
    }
}
