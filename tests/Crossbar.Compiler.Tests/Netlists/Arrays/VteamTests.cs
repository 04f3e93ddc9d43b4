using Crossbar.Compiler.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Netlists.Arrays;

/// <summary>The memristor of NetlistCell=Memristor against VTEAM's equations solved by hand.</summary>
public sealed class VteamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // It begins at 0 V: at an operating point beyond the threshold the state would have reached its end long ago.
    // A constant voltage moves the state at a constant speed, k·(v/v_threshold − 1)^α, until it reaches an end.
    [NgspiceTheory]
    [InlineData(0.4, 1e-6)]
    [InlineData(0.99, 1e-6)]
    [InlineData(1.5, 50e-9)]
    [InlineData(-1.5, 20e-9)]
    [InlineData(2, 1e-6)]
    public void Beyond_a_threshold_the_state_moves_as_the_paper_says_and_below_it_rests(double voltage, double time)
    {
        const double Conductance = 2e-5;
        var array = ArrayFactory.Random(2, 2, ArrayResistances.Default, seed: 1);
        ArrayFolder.Write(_folder.Path, ArrayFactory.Cells(array, NetlistCell.Memristor), NetlistDialect.Ngspice, array);
        var deck = string.Create(CultureInfo.InvariantCulture, $"""
            * one memristor under a constant voltage
            .include {NetlistParameters.File}
            .include {DeviceLibrary.File}
            V1 p 0 PWL(0 0 1e-13 {voltage:R})
            Xm p 0 memristor g={Conductance:R}
            .options reltol=1e-9
            .tran {time / 1000:R} {time:R}
            .control
            set numdgt=16
            run
            print i(v1)[length(i(v1))-1]
            quit
            .endc
            .end

            """);
        var current = Assert.Single(new Ngspice("ngspice", TimeSpan.FromMinutes(2)).Run(deck, _folder.Path).Values).Value;

        // NetlistParameters for 3.33 to 66.7 µS and 0.4 V: thresholds of ±1 V, 1e7 per second.
        double on = 7500, off = 600e3, start = ((1 / Conductance) - on) / (off - on);
        var speed = Math.Abs(voltage) <= 1 ? 0 : Math.Sign(voltage) * 1e7 * Math.Pow(Math.Abs(voltage) - 1, 3);
        var state = Math.Clamp(start + (speed * time), 0, 1);
        Assert.Equal(-voltage / (on + ((off - on) * state)), current, 1e-5 * Math.Abs(current));
    }
}
