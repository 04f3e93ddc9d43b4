using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Studies;

namespace Crossbar.Compiler.Tests.Conversion;

/// <summary>The corners of devices, wires, sizes and weights: an array is exact, or it is refused with a code.</summary>
public sealed class DeviceCornerTests
{
    public static TheoryData<KernelKind, int, double> Corners => Of((64, 1.0), (128, 1));

    public static TheoryData<KernelKind, int, double> LargerCorners => Of((256, 1), (512, 0.35), (512, 1));

    private static TheoryData<KernelKind, int, double> Of(params (int Rows, double Ohm)[] sizes)
    {
        var data = new TheoryData<KernelKind, int, double>();
        foreach (var kind in new[] { KernelKind.Gaussian, KernelKind.OneSided, KernelKind.Ternary })
        {
            foreach (var (rows, ohm) in sizes)
                data.Add(kind, rows, ohm);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Corners))]
    public void An_array_is_exact_or_refused(KernelKind kind, int rows, double ohm) => AssertExactOrRefused(kind, rows, ohm);

    [Theory]
    [Trait(Campaign.Name, Campaign.Long)]
    [MemberData(nameof(LargerCorners))]
    public void So_is_a_larger_one(KernelKind kind, int rows, double ohm) => AssertExactOrRefused(kind, rows, ohm);

    private static void AssertExactOrRefused(KernelKind kind, int rows, double ohm)
    {
        var refused = 0;
        foreach (var most in new[] { 25e-6, 40e-6, 66.7e-6, 225e-6 })
        {
            foreach (var ratio in new[] { double.PositiveInfinity, 100, 20 })
            {
                var hardware = new HardwareDesign { MinConductance = most / ratio, MaxConductance = most, Resistances = new ArrayResistances(ohm, ohm, ohm, ohm) };
                refused += IsExact(Tile(kind, rows), hardware) ? 0 : 1;
            }
        }

        // What wires do not allow at all is one corner: 512 rows of 1 ohm and the device of the least resistance and ratio.
        Assert.InRange(refused, 0, rows == 512 && ohm == 1 ? 1 : 0);
    }

    // What it cannot have is an error where it is written.
    [Fact]
    public void Advice_names_no_range_that_a_device_cannot_have()
    {
        var hardware = new HardwareDesign { MinConductance = 5e-5, MaxConductance = 225e-6, Resistances = new ArrayResistances(2, 2, 2, 2) };
        var tile = Tile(KernelKind.OneSided, 256);
        Assert.Matches("wires of .* Ω instead of 2 Ω, or MaxConductance=", new FeasibilityAdvice(new MappingOptions(), hardware).For(tile));
        var device = new Runtime.Devices.Laws.DeviceLaws { Name = "mine", MinConductance = 5e-5, MaxConductance = 225e-6 };
        var advice = new FeasibilityAdvice(new MappingOptions(), hardware with { Device = device }).For(tile);
        Assert.Matches(@"wires of .* Ω instead of 2 Ω \(tried", advice);
        Assert.DoesNotContain("Conductance=", advice, StringComparison.Ordinal);
    }

    private static bool IsExact(MappedTile tile, HardwareDesign hardware)
    {
        ConvertedTile programmed;
        try
        {
            programmed = Exact.Convert("layer", LineOrdering.Arrange(tile, hardware), hardware);
        }
        catch (CompilationException refusal)
        {
            Reported.Only(Descriptors.Infeasible, refusal.Diagnostics);
            return false;
        }

        var transfer = new double[programmed.Conductances.Length];
        TransferMatrix.Solve(tile.RowCount, tile.Layout.BitLines, [.. programmed.Conductances.Select(g => (double)g)], hardware.Resistances, transfer);
        for (var k = 0; k < transfer.Length; k++)
        {
            Assert.Equal(programmed.Window.Floor + (programmed.Range * programmed.Mapped.Target.Values[k]), transfer[k], 1.001e-5 * programmed.Range);
            Assert.InRange(programmed.Conductances[k], hardware.MinConductance, hardware.MaxConductance);
        }

        return true;
    }

    private static MappedTile Tile(KernelKind kind, int rows)
    {
        const int Outputs = 48;
        var layout = new ArrayLayout(rows, Outputs, CurrentSubtraction.ReferenceColumn);
        return MappedTile.Of(0, 0, 0, layout, SyntheticKernel.Weights(kind, rows, Outputs, seed: 3), WeightScale.Column);
    }
}
