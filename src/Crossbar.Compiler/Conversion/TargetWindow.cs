namespace Crossbar.Compiler.Conversion;

/// <summary>Where a target lies on the conductance axis: value w stands for Floor + Range·w.</summary>
/// <param name="Floor">What value 0 stands for, in siemens.</param>
/// <param name="Range">What value 1 adds to it, in siemens.</param>
/// <param name="Limit">A cell that keeps the range from being larger.</param>
/// <param name="IsFeasible">Whether every cell can be programmed for it.</param>
internal readonly record struct TargetWindow(double Floor, double Range, int Limit, bool IsFeasible);
