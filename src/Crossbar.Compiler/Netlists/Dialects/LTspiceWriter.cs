using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>LTspice (its help: "Arbitrary Behavioral Voltage or Current Sources", ".MEASURE"): .meas lines write the probes to the log.</summary>
internal sealed class LTspiceWriter(NetlistText text) : DialectWriter(text)
{
    // Braces are worked out before the simulation, when there are no voltages yet.
    protected override string Braced(string expression) => expression;

    protected override void WriteAnalysis(TestBench test)
    {
        Text.Append(".options numdgt=15 plotwinsize=0\n"u8);
        if (test.IsNonlinear)
            Text.Append(".options reltol=1e-9 abstol=1e-18 vntol=1e-12 gmin=1e-18\n"u8);
        Text.Append(test.StopTime > 0 ? $".tran 0 {Time(test.StopTime)} 0 {Time(test.StopTime / 100)}\n" : ".op\n");
        for (var k = 0; k < test.Probes.Length; k++)
        {
            Text.Append(test.StopTime > 0 ? ".meas TRAN probe_"u8 : ".meas OP probe_"u8).Append(k);
            Text.Append(test.StopTime > 0 ? " FIND "u8 : " PARAM "u8).Append(test.Probes[k].Signal);
            Text.Append(test.StopTime > 0 ? $" AT={Time(test.StopTime)}\n" : "\n");
        }
    }
}
