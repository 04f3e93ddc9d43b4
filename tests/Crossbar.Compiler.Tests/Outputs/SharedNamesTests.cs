using System.Reflection;
using Crossbar.Build;

namespace Crossbar.Compiler.Tests.Outputs;

/// <summary>src/Shared's names of files and manifest keys against what cannot compile them in. Tests elsewhere spell names out on purpose: they check from outside, as a user
/// sees the files, and a constant renamed by mistake would go unnoticed if they used it too.</summary>
public sealed class SharedNamesTests
{
    private static string Architecture { get; } = File.ReadAllText(Repository.At("docs", "architecture.md"));

    [Fact]
    public void The_documentation_has_every_file() =>
        Assert.All(Constants(typeof(FileNames)), name => Assert.Contains(name, Architecture, StringComparison.Ordinal));

    [Fact]
    public void The_documentation_has_every_key_of_a_manifest() => Assert.All(
        Constants(typeof(ManifestKeys)).Except([ManifestKeys.Metadata, ManifestKeys.Version]),
        key => Assert.Contains($"\n{key}\t", Architecture, StringComparison.Ordinal));

    [Fact]
    public void The_build_marks_manifests_as_the_generator_finds_them()
    {
        Assert.Contains($" {ManifestKeys.Metadata}=\"true\"", File.ReadAllText(Repository.At("build", "Crossbar.Build.targets")), StringComparison.Ordinal);
        Assert.Contains($"MetadataName=\"{ManifestKeys.Metadata}\"", File.ReadAllText(Repository.At("build", "Crossbar.Build.props")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_source_or_build_file_spells_a_file_out()
    {
        var files = Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.At("build")))
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Shared"));
        var endings = Constants(typeof(FileNames)).Where(name => name[0] == '.').ToArray();
        Assert.All(files, file => Assert.DoesNotContain(endings, ending => File.ReadAllText(file).Contains($"{ending}\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
