namespace Crossbar.Build.Tasks;

/// <summary>The places of everything that belongs to one model in the intermediate folder.</summary>
internal sealed record ModelFiles
{
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
    public string Request => At(FileNames.Request);

    /// <summary>What <c>describe</c> writes and the source generator reads.</summary>
    public string Manifest => At(FileNames.Manifest);

    /// <summary>What <c>describe</c> found.</summary>
    public string DescribeDiagnostics => At(FileNames.DescribeDiagnostics);

    /// <summary>What <c>compile</c> found.</summary>
    public string CompileDiagnostics => At(FileNames.CompileDiagnostics);

    /// <summary>What the last successful <c>describe</c> read.</summary>
    public string DescribeInputs => At(FileNames.DescribeInputs);

    /// <summary>What the last successful <c>compile</c> read.</summary>
    public string CompileInputs => At(FileNames.CompileInputs);

    /// <summary>The compiled half of the class.</summary>
    public string Tables => At(FileNames.Tables);

    /// <summary>The tables as a binary resource.</summary>
    public string TablesResource => At(FileNames.TablesResource);

    /// <summary>The list of all files of a compile, written last.</summary>
    public string Outputs => At(FileNames.Outputs);

    /// <summary>What stands in for the compiled half in an editor before the first build.</summary>
    public string Stub => At(FileNames.Stub);

    /// <summary>The files of class <paramref name="className"/> under the project's intermediate folder.</summary>
    public static ModelFiles For(string intermediateDirectory, string className) =>
        new(Path.Combine(intermediateDirectory, className), className);

    /// <summary>The files beside a request.</summary>
    public static ModelFiles Beside(string request) =>
        new(Path.GetDirectoryName(request)!, Path.GetFileName(request).Substring(0, Path.GetFileName(request).Length - FileNames.Request.Length));

    private string At(string extension) => Path.Combine(Directory, ClassName + extension);
}
