namespace Crossbar.Build.Tasks;

/// <summary>Every message of the tasks: what can go wrong before the tool runs or because it did not. Codes CBX0040 to CBX0049, CBX0100, CBX0101 and CBX1040 to CBX1049, never reused.</summary>
internal static class TaskMessages
{
    /// <summary>Two items make the same class.</summary>
    public static TaskMessage DuplicateClass { get; } = new(
        "CBX0040", "'{0}' and '{1}' would both become the class '{2}'. Give one of the CrossbarModel items another ClassName.");

    /// <summary>The package is damaged or a path property is wrong.</summary>
    public static TaskMessage ToolNotFound { get; } = new(
        "CBX0041", "The Crossbar compiler is not at '{0}'. Restore the package Crossbar.Build again, or correct the property CrossbarToolPath.");

    /// <summary>There is no dotnet to run the tool with.</summary>
    public static TaskMessage HostNotFound { get; } = new(
        "CBX0042", "There is no .NET host at '{0}' to run the Crossbar compiler with. Set the property CrossbarDotNetHost to a dotnet program.");

    /// <summary>The tool ended without saying why in its diagnostics file.</summary>
    public static TaskMessage ToolFailed { get; } = new(
        "CBX0043", "The Crossbar compiler ended unexpectedly on '{0}' (exit code {1}).{2} Replay it with: dotnet exec \"{3}\" {4} \"@{5}\"");

    /// <summary>The project's target framework lacks what generated code needs.</summary>
    public static TaskMessage FrameworkTooOld { get; } = new(
        "CBX0044", "CrossbarModel needs .NET 8.0 or later, but this project targets '{0}'. Raise TargetFramework, or move the model into a library that targets net8.0.");

    /// <summary>The generated code is C#.</summary>
    public static TaskMessage LanguageNotSupported { get; } = new(
        "CBX0045", "CrossbarModel generates C#, but this is a {0} project. Put the model into a C# library and reference that.");

    /// <summary>A ClassName that is no identifier.</summary>
    public static TaskMessage InvalidClassName { get; } = new(
        "CBX0046", "ClassName='{0}' is not a C# identifier. '{1}' would be one.");

    /// <summary>The intermediate folder is not writable, or full.</summary>
    public static TaskMessage FileSystem { get; } = new(
        "CBX0047", "The files of the CrossbarModel items cannot be prepared in '{0}': {1}");

    /// <summary>A library keeps the runtime of its generated code to itself.</summary>
    public static TaskMessage PrivateAssets { get; } = new(
        "CBX1041",
        "PrivateAssets='{0}' of the reference to Crossbar.Build keeps Crossbar.Runtime, too, from the projects that reference this one: they would fail when they run. Remove PrivateAssets: Crossbar.Build stays here, and a package of this project depends on Crossbar.Runtime alone.",
        IsWarning: true);

    /// <summary>The compiler would warn that the generator is too new for it, leave it out, and miss the class.</summary>
    public static TaskMessage CompilerTooOld { get; } = new(
        "CBX0100", "The C# compiler of this build, {0} (.NET SDK {1}), is too old for the generator of CrossbarModel, which needs 4.8. Install the .NET SDK 8.0.100 or later, or Visual Studio 2022 17.8 or later; if a global.json asks for an older SDK, raise its version.");

    /// <summary>The language lacks what generated code needs.</summary>
    public static TaskMessage LanguageTooOld { get; } = new(
        "CBX0101", "CrossbarModel generates C# 9, but the property LangVersion of this project is '{0}'. Set LangVersion to 9.0 or later, or leave it out.");

    /// <summary>A property that is nearly one of ours. A warning: it may be the user's own.</summary>
    public static TaskMessage MisspeltProperty { get; } = new(
        "CBX1040", "There is no property '{0}', so it sets no default of CrossbarModel. Did you mean '{1}'?", IsWarning: true);
}
