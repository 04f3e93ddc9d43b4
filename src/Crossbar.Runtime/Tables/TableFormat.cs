using System.CodeDom.Compiler;
using System.Reflection;

namespace Crossbar.Runtime.Tables;

/// <summary>
/// The form of the tables and of the code that reads them into a design. A library was compiled with one version of Crossbar.Build and may run
/// with another version of this assembly: that of the newest among all libraries of a program.
/// </summary>
public static class TableFormat
{
    /// <summary>What this assembly reads. To be raised with every change after which older tables, or the code beside them, would be misread.</summary>
    public const int Version = 1;

    /// <summary>Refuses tables of another form. Generated code calls it before it touches anything that can change with the form.</summary>
    /// <param name="owner">The generated class.</param>
    /// <param name="version">The form of its tables.</param>
    /// <exception cref="InvalidOperationException">The form is not <see cref="Version"/>.</exception>
    public static void Demand(Type owner, int version)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (version == Version)
            return;
        var compiler = owner.GetCustomAttribute<GeneratedCodeAttribute>()?.Version is { Length: > 0 } known ? $"Crossbar.Build {known}" : "another Crossbar.Build";
        var runtime = typeof(TableFormat).Assembly.GetName().Version!.ToString(3);
        var assembly = owner.Assembly.GetName().Name;
        throw new InvalidOperationException(
            $"The tables of {owner} in {assembly}, which {compiler} compiled, have format {version}; Crossbar.Runtime {runtime}, with which the program runs, reads format {Version}. " +
            (version > Version
                ? $"Reference a newer version of the package Crossbar.Runtime in the program: that of the Crossbar.Build that {assembly} was built with."
                : $"Build {assembly} again with Crossbar.Build {runtime}, or take a newer version of it, or reference the older package Crossbar.Runtime in the program."));
    }
}
