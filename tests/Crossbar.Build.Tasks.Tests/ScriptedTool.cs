namespace Crossbar.Build.Tasks.Tests;

/// <summary>Stands in for the tool's process: succeeds with all outputs unless told otherwise.</summary>
internal sealed class ScriptedTool : IToolExecutor
{
    private readonly ModelFiles _files;

    public ScriptedTool(ModelFiles files)
    {
        _files = files;
        Behaviour = (_, _) => Succeed();
    }

    public int Runs { get; private set; }

    public string Program { get; private set; } = string.Empty;

    public string Arguments { get; private set; } = string.Empty;

    public Func<Action<string>, Action<string>, int> Behaviour { get; set; }

    public int Execute(string program, string arguments, Action<string> output, Action<string> error)
    {
        (Runs, Program, Arguments) = (Runs + 1, program, arguments);
        return Behaviour(output, error);
    }

    public int Succeed()
    {
        var netlist = Path.Combine(_files.Directory, "netlists", "layer1.cir");
        Directory.CreateDirectory(Path.GetDirectoryName(netlist)!);
        File.WriteAllText(netlist, "* deck");
        File.WriteAllText(_files.Manifest, "crossbar-manifest\t1\n");
        File.WriteAllText(_files.Tables, "// tables");
        File.WriteAllText(_files.DescribeDiagnostics, "");
        File.WriteAllText(_files.CompileDiagnostics, "");
        File.WriteAllText(_files.Outputs, "NetCrossbar.tables.g.cs\nnetlists/layer1.cir\n");
        return 0;
    }
}
