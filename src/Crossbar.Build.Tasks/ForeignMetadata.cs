namespace Crossbar.Build.Tasks;

/// <summary>
/// Metadata that the SDK, NuGet or an editor puts on any item. It says nothing of the model, so the tool does not see it;
/// every other name goes to the tool, which knows the valid ones and rejects the rest.
/// </summary>
internal static class ForeignMetadata
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "AutoGen", "BuildAction", "CopyToOutputDirectory", "CopyToPublishDirectory", "CustomToolNamespace", "DependentUpon", "DesignTime",
        "ExcludeFromSingleFile", "Generator", "InProject", "IsImplicitlyDefined", "LastGenOutput", "Link", "LinkBase", "MSBuildSourceProjectFile",
        "MSBuildSourceTargetName", "OriginalItemSpec", "Pack", "PackageCopyToOutput", "PackagePath", "PublishState", "SubType", "TargetPath", "Visible",
    };

    /// <summary>Whether a metadata name is not ours.</summary>
    public static bool Contains(string name) => Names.Contains(name) || name.StartsWith("DefiningProject", StringComparison.OrdinalIgnoreCase);
}
