using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Compiler.Tests.Golden;

/// <summary>A test against recorded outputs, which need a record for this machine's arithmetic: sums are rounded in the order that vectors have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (!IsAccepting && !Oracles.Required && !File.Exists(FileOf("samples")))
            Skip = $"There are no hashes for {Arithmetic}: CROSSBAR_ACCEPT_SNAPSHOTS=1 on the commit before yours records them.";
    }

    /// <summary>Whether what comes out is to be recorded.</summary>
    public static bool IsAccepting => Environment.GetEnvironmentVariable("CROSSBAR_ACCEPT_SNAPSHOTS") == "1";

    /// <summary>The kind of processor and the width of its vectors, in bits.</summary>
    public static string Arithmetic { get; } =
        $"{RuntimeInformation.ProcessArchitecture}-{(Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128")}".ToLowerInvariant();

    /// <summary>The record of this arithmetic.</summary>
    /// <param name="name">What is recorded.</param>
    public static string FileOf(string name) => Repository.At("tests", "Crossbar.Compiler.Tests", "Golden", $"{name}.{Arithmetic}.txt");
}
