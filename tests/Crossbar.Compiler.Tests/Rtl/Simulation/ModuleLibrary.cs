namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>The library of SystemVerilog modules as it lies in the source.</summary>
internal static class ModuleLibrary
{
    /// <summary>The files of all modules.</summary>
    public static string[] Files { get; } =
        [.. Directory.GetFiles(Repository.At("src", "Crossbar.Compiler", "Rtl", "Modules"), "*.sv").Order(StringComparer.Ordinal)];

    /// <summary>The names of all modules.</summary>
    public static string[] Names { get; } = [.. Files.Select(file => Path.GetFileNameWithoutExtension(file))];
}
