using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Pipeline;

/// <summary>One chip of many that could be made of a compiled network, ready to run.</summary>
public static class ChipAssembly
{
    /// <summary>Draws a chip and does about its errors what is asked for.</summary>
    /// <param name="compiled">What it was compiled to.</param>
    /// <param name="chip">Which chip: seed, age, errors, wires. Its own compensation does not count.</param>
    /// <param name="compensation">What is done about its errors.</param>
    /// <param name="calibration">Calibration images, as for <see cref="NetworkCompiler.Compile"/>.</param>
    /// <param name="options">Those that it was compiled with.</param>
    /// <exception cref="CompilationException">Its device has no law for what is asked (CBX0079), or one of its layers no fixed-point arithmetic (CBX0096).</exception>
    public static CrossbarNetwork Build(
        CompiledNetwork compiled, CrossbarOptions chip, ChipCompensation compensation, IReadOnlyList<float[]> calibration, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        ArgumentNullException.ThrowIfNull(chip);
        chip = chip with { Compensation = compensation == ChipCompensation.GlobalScale ? DriftCompensation.GlobalScale : DriftCompensation.None };
        Check(compiled.Design.Hardware, chip);
        var design = compensation == ChipCompensation.Recalibrate
            ? compiled.WithReadouts(NetworkCompiler.Recalibrate(compiled.OnChip(chip), calibration, options)).Design
            : compiled.Design;
        try
        {
            return new CrossbarNetwork(design, chip);
        }
        catch (NotSupportedException refused)
        {
            throw new CompilationException(Descriptors.NoFixedPoint, null, refused.Message);
        }
    }

    /// <summary>Checks, before it takes time, what a network can compute with.</summary>
    /// <param name="design">The compiled network.</param>
    /// <param name="chip">The chip at hand.</param>
    /// <exception cref="CompilationException">One of its layers has no fixed-point arithmetic (CBX0096).</exception>
    public static void Check(NetworkDesign design, CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(chip);
        if (chip.Arithmetic == Arithmetic.FixedPoint && FixedPointNetwork.Refusal(design.Layers, design.Hardware, chip) is { } refusal)
            throw new CompilationException(Descriptors.NoFixedPoint, null, refusal);
    }

    /// <summary>Checks what a device's laws must know.</summary>
    /// <param name="hardware">The chip that was compiled for.</param>
    /// <param name="chip">The chip at hand.</param>
    /// <exception cref="CompilationException">They do not know it (CBX0079).</exception>
    public static void Check(HardwareDesign hardware, CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        ArgumentNullException.ThrowIfNull(chip);
        if (chip.Refusal(hardware.Device) is { } refusal)
            throw new CompilationException(Descriptors.UnknownLaw, null, refusal);
    }
}
