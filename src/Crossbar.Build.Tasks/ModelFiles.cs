namespace Crossbar.Build.Tasks;

/// <summary>
/// The names of everything that belongs to one model in the intermediate folder: the one place that knows them
/// (docs/architecture.md lists the same names for the tool).
/// </summary>
internal sealed record ModelFiles
{
    private const string RequestExtension = ".request";

    private ModelFiles(string directory, string className)
    {
        Directory = directory;
        ClassName = className;
    }

    /// <summary>The folder of this model alone.</summary>
    public string Directory { get; }

    /// <summary>The class, and so the first part of every file name.</summary>
    public string ClassName { get; }

    /// <summary>What the tool is asked to do.</summary>
    public string Request => At(RequestExtension);

    /// <summary>What <c>describe</c> writes and the source generator reads.</summary>
    public string Manifest => At(".manifest");

    /// <summary>What <c>describe</c> found.</summary>
    public string DescribeDiagnostics => At(".describe.diag");

    /// <summary>What <c>compile</c> found.</summary>
    public string CompileDiagnostics => At(".compile.diag");

    /// <summary>What the last successful <c>describe</c> read.</summary>
    public string DescribeInputs => At(".describe.inputs");

    /// <summary>What the last successful <c>compile</c> read.</summary>
    public string CompileInputs => At(".compile.inputs");

    /// <summary>The compiled half of the class.</summary>
    public string Tables => At(".tables.g.cs");

    /// <summary>The tables as a binary resource.</summary>
    public string TablesResource => At(".tables.bin");

    /// <summary>The list of all files of a compile, written last.</summary>
    public string Outputs => At(".outputs");

    /// <summary>What stands in for the compiled half in an editor before the first build.</summary>
    public string Stub => At(".stub.g.cs");

    /// <summary>The files of class <paramref name="className"/> under the project's intermediate folder.</summary>
    public static ModelFiles For(string intermediateDirectory, string className) =>
        new(Path.Combine(intermediateDirectory, className), className);

    /// <summary>The files beside a request.</summary>
    public static ModelFiles Beside(string request) =>
        new(Path.GetDirectoryName(request)!, Path.GetFileName(request).Substring(0, Path.GetFileName(request).Length - RequestExtension.Length));

    private string At(string extension) => Path.Combine(Directory, ClassName + extension);
}
