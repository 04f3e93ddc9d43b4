namespace Crossbar.Build;

/// <summary>
/// What the files of a model are called, by those who write them and those who look for them (docs/architecture.md lists them): endings, which
/// stand behind the name of the class unless it says otherwise, and folders.
/// </summary>
internal static class FileNames
{
    /// <summary>What the tool is asked to do.</summary>
    public const string Request = ".request";

    /// <summary>What <c>describe</c> writes and the source generator reads.</summary>
    public const string Manifest = ".manifest";

    /// <summary>What <c>describe</c> has to say.</summary>
    public const string DescribeDiagnostics = ".describe.diag";

    /// <summary>What <c>compile</c> has to say.</summary>
    public const string CompileDiagnostics = ".compile.diag";

    /// <summary>What there is to say about a project's properties; behind the target framework.</summary>
    public const string PropertyDiagnostics = ".properties.diag";

    /// <summary>What the last successful <c>describe</c> read.</summary>
    public const string DescribeInputs = ".describe.inputs";

    /// <summary>What the last successful <c>compile</c> read.</summary>
    public const string CompileInputs = ".compile.inputs";

    /// <summary>The compiled half of the class.</summary>
    public const string Tables = ".tables.g.cs";

    /// <summary>Its tables as a resource, whose logical name is the file's.</summary>
    public const string TablesResource = ".tables.bin";

    /// <summary>What stands in for the compiled half in an editor before the first build.</summary>
    public const string Stub = ".stub.g.cs";

    /// <summary>What programs read of a compile.</summary>
    public const string Report = ".report.json";

    /// <summary>What people read of it; behind the class's full name.</summary>
    public const string Page = ".report.html";

    /// <summary>The list of all files of a compile, written last.</summary>
    public const string Outputs = ".outputs";

    /// <summary>The folder with a folder of decks for each class.</summary>
    public const string NetlistFolder = "netlists";

    /// <summary>The folder with a folder of SystemVerilog for each class.</summary>
    public const string RtlFolder = "rtl";
}
