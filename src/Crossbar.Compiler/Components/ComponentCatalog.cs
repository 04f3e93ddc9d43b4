using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Components;

/// <summary>The sets of components that come with the tool.</summary>
public static class ComponentCatalog
{
    /// <summary>All of them, by name.</summary>
    public static PresetCatalog<ComponentSet> Sets { get; } = new("components", "Components.Presets.", ComponentFile.Parse, Descriptors.InvalidComponentFile);

    /// <summary>What is taken where nothing is said: ISAAC's.</summary>
    public static ComponentSet Default { get; } = Sets.Find("isaac-2016")!;
}
