using System.Runtime.CompilerServices;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>All compiles of this assembly's tests are checked stage by stage.</summary>
internal static class CheckedStages
{
    [ModuleInitializer]
    internal static void TurnOn() => StageChecks.AreOn = true;
}
