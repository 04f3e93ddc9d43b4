using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Tests.Devices;

public sealed class ProgrammingEffortTests
{
    // Half of the writes are within 0.6745 σ (Φ tables), so that a cell takes two on average; or one where it has no second.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10_000, 2)]
    public void Writes_are_counted_with_their_energy_and_time(int most, double expected)
    {
        const double Sigma = 1e-6;
        var laws = new DeviceLaws
        {
            Name = "mine",
            MinConductance = 1e-6,
            MaxConductance = 5e-5,
            Programming = new ProgrammingLaw
            {
                Sigma = [new AgedCurve(0, ConductanceCurve.Constant(Sigma))],
                Verify = new WriteVerifyLaw(ConductanceCurve.Constant(0.67449 * Sigma), most) { PulseEnergy = 2e-12, PulseTime = 1e-7 },
            },
        };
        var options = new CompilerOptions { Hardware = new() { Device = new PresetChoice<DeviceDefinition>("mine.json", new DeviceDefinition { Laws = laws }), MinConductance = 1e-6, MaxConductance = 5e-5 } };
        var network = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(2), options);
        var effort = ProgrammingEffort.Of(network, new CrossbarOptions { Age = 0, Seed = 1 })!;
        Assert.Equal(network.DeviceCount, effort.Cells);
        // Geometric: its standard deviation is √2.
        Assert.Equal(expected, effort.Pulses / (double)effort.Cells, most == 1 ? 0 : 5 * Math.Sqrt(2.0 / effort.Cells));
        Assert.Equal(effort.Pulses * 2e-12, effort.Energy!.Value, 1e-15);
        Assert.Equal(effort.Pulses * 1e-7, effort.Time!.Value, 1e-10);
        Assert.Null(ProgrammingEffort.Of(network, new CrossbarOptions()));
    }
}
