using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks;

/// <summary>
/// Turns the CrossbarModel items into requests for the tool: fills in class names and namespaces, writes each request when it differs,
/// sweeps the folders of models that are gone. Light: it runs in every build, an editor's design-time builds included.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PrepareCrossbarModels : Task
{
    /// <summary>The CrossbarModel items.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The project file's folder.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = string.Empty;

    /// <summary>The folder for all models of this project and configuration.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = string.Empty;

    /// <summary>The default namespace.</summary>
    public string RootNamespace { get; set; } = string.Empty;

    /// <summary>The project's language, such as <c>C#</c>.</summary>
    public string Language { get; set; } = string.Empty;

    /// <summary>The version of the language, such as <c>12.0</c>.</summary>
    public string LanguageVersion { get; set; } = string.Empty;

    /// <summary>The version of the compiler, such as <c>roslyn4.8</c>.</summary>
    public string CompilerApiVersion { get; set; } = string.Empty;

    /// <summary>The version of the .NET SDK.</summary>
    public string SdkVersion { get; set; } = string.Empty;

    /// <summary>The framework of this build, such as <c>net8.0</c>.</summary>
    public string TargetFramework { get; set; } = string.Empty;

    /// <summary>All frameworks of the project; empty when it has but one.</summary>
    public string TargetFrameworks { get; set; } = string.Empty;

    /// <summary>The family of this build's framework, such as <c>.NETCoreApp</c>.</summary>
    public string TargetFrameworkIdentifier { get; set; } = string.Empty;

    /// <summary>The version of this build's framework, such as <c>v8.0</c>.</summary>
    public string TargetFrameworkVersion { get; set; } = string.Empty;

    /// <summary>The user's files that may set properties: the project, Directory.Build.props and Directory.Build.targets.</summary>
    public string[] PropertyFiles { get; set; } = [];

    /// <summary>The PackageReference items.</summary>
    public ITaskItem[] PackageReferences { get; set; } = [];

    /// <summary>Whether other projects are likely to reference this one.</summary>
    public bool IsLibrary { get; set; }

    /// <summary>Whether an editor asks: then nothing is deleted.</summary>
    public bool DesignTime { get; set; }

    /// <summary>One item a model, named by its class; its metadata are the paths of the model's files.</summary>
    [Output]
    public ITaskItem[] Compilations { get; set; } = [];

    /// <summary><see cref="IntermediateDirectory"/> in full.</summary>
    [Output]
    public string FullIntermediateDirectory => Path.GetFullPath(Path.Combine(ProjectDirectory, IntermediateDirectory));

    /// <summary>The diagnostics file about properties and package references, to be replayed by the project's own rules for warnings; null where nothing was prepared.</summary>
    [Output]
    public string? PropertyDiagnostics { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var directory = FullIntermediateDirectory;
        try
        {
            return Models.Length == 0 ? SweepAll(directory) : IsSupportedProject() && Prepare(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogError(TaskMessages.FileSystem, null, directory, e.Message);
            return false;
        }
    }

    private bool Prepare(string directory)
    {
        var models = Models.Select(item => new ModelItem(item, ProjectDirectory, RootNamespace)).ToArray();
        if (!HaveValidClasses(models))
            return false;
        Directory.CreateDirectory(directory);
        Sweep(directory, models.Select(model => model.ClassName));
        PropertyDiagnostics = Path.Combine(directory, TargetFramework + FileNames.PropertyDiagnostics);
        var warnings = DefaultProperties.Misspelt(PropertyFiles);
        if (IsLibrary && PrivateReference.WarningAbout(PackageReferences) is { } warning)
            warnings = warnings.Append(warning);
        AtomicFile.WriteIfDifferent(PropertyDiagnostics, string.Concat(warnings.Select(line => line + "\n")));
        Compilations = [.. models.Select(model => WriteRequest(model, ModelFiles.For(directory, model.ClassName)))];
        return true;
    }

    private TaskItem WriteRequest(ModelItem model, ModelFiles files)
    {
        Directory.CreateDirectory(files.Directory);
        AtomicFile.WriteIfDifferent(files.Request, model.ToRequest(files.Directory, ProductVersion.Text, TargetFrameworks).ToString());
        AtomicFile.WriteIfDifferent(files.Stub, DesignTimeStub.For(model));
        var item = new TaskItem(files.ClassName);
        SetLiteral(item, "Request", files.Request);
        SetLiteral(item, "Manifest", files.Manifest);
        SetLiteral(item, "DescribeDiagnostics", files.DescribeDiagnostics);
        SetLiteral(item, "CompileDiagnostics", files.CompileDiagnostics);
        SetLiteral(item, "FullName", model.FullName);
        SetLiteral(item, "NetlistDirectory", model.NetlistDirectory);
        SetLiteral(item, "PublishNetlists", model.PublishesNetlists ? "true" : "false");
        return item;
    }

    private static void SetLiteral(ITaskItem2 item, string name, string value) => item.SetMetadataValueLiteral(name, value);

    private bool SweepAll(string directory)
    {
        if (Directory.Exists(directory))
            Sweep(directory, []);
        return true;
    }

    private void Sweep(string directory, IEnumerable<string> classNames)
    {
        var sweep = new OrphanSweep(directory, TargetFramework);
        sweep.Record(classNames);
        if (DesignTime)
            return;
        foreach (var orphan in sweep.Run(TargetFrameworks.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim())))
            Log.LogMessage(MessageImportance.Low, "Crossbar: deleted the files of '{0}', which is no longer in the project.", orphan);
    }

    private bool IsSupportedProject()
    {
        if (Language.Length > 0 && Language != "C#")
        {
            LogError(TaskMessages.LanguageNotSupported, Models[0], Language);
            return false;
        }

        var isNetCore = TargetFrameworkIdentifier is "" or ".NETCoreApp";
        var isRecent = !Version.TryParse(TargetFrameworkVersion.TrimStart('v', 'V'), out var version) || version >= new Version(8, 0);
        if (!isNetCore || !isRecent)
        {
            // An older framework's language is older too: one error is enough.
            LogError(TaskMessages.FrameworkTooOld, Models[0], TargetFramework);
            return false;
        }

        var oldCompiler = Ground.CompilerTooOld(CompilerApiVersion);
        var isOldLanguage = Ground.IsLanguageTooOld(LanguageVersion);
        if (oldCompiler is not null)
            LogError(TaskMessages.CompilerTooOld, Models[0], oldCompiler, SdkVersion.Length > 0 ? SdkVersion : "unknown");
        if (isOldLanguage)
            LogError(TaskMessages.LanguageTooOld, Models[0], LanguageVersion);
        return oldCompiler is null && !isOldLanguage;
    }

    private bool HaveValidClasses(IReadOnlyList<ModelItem> models)
    {
        var valid = true;
        foreach (var model in models.Where(model => !ClassNaming.IsIdentifier(model.ClassName)))
        {
            LogError(TaskMessages.InvalidClassName, model.Item, model.ClassName, ClassNaming.Identifier(model.ClassName));
            valid = false;
        }

        // Without regard to case, since each class has a folder and some file systems have none either.
        foreach (var same in models.GroupBy(model => model.ClassName, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            LogError(TaskMessages.DuplicateClass, same.Last().Item, same.First().Item.ItemSpec, same.Last().Item.ItemSpec, same.Last().ClassName);
            valid = false;
        }

        return valid;
    }

    private void LogError(TaskMessage message, ITaskItem? item, params object[] arguments) =>
        CodedLog.Error(Log, message.Code, item?.GetMetadata("DefiningProjectFullPath"), 0, 0, message.Text(arguments));
}
