using System.Reflection;

namespace Crossbar.Build;

/// <summary>The one version of the tool, the packages and what they write, such as <c>0.1.0</c> or <c>0.1.0-dev.7</c>: build/pack.sh builds with the packages' version.</summary>
internal static class ProductVersion
{
    /// <summary>The version as NuGet writes it.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
