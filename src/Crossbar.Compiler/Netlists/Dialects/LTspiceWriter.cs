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
        var isSweep = !test.IsTransient && test.Vectors > 1;
        if (isSweep)
            WriteSweep(".dc", test);
        else
            Text.Append(test.IsTransient ? $".tran {Time(test.TimeStep)} {Time(test.StopTime)} 0 {Time(test.TimeStep)}\n" : ".op\n");
        for (var k = 0; k < test.Probes.Length; k++)
        {
            for (var v = 0; v < test.Vectors; v++)
            {
                Text.Append(test.IsTransient ? ".meas TRAN "u8 : isSweep ? ".meas DC "u8 : ".meas OP "u8);
                WriteProbeName(test, k, v);
                var hasPlace = test.IsTransient || isSweep;
                Text.Append(hasPlace ? " FIND "u8 : " PARAM "u8);
                WriteSignal(test.Probes[k]);
                if (hasPlace)
                    Text.Append(" AT="u8).Append(Time(test.PlaceOf(v)));
                Text.Append("\n"u8);
            }
        }
    }
}
