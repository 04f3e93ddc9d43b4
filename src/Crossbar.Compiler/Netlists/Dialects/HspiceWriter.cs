using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>HSPICE (HSPICE Reference Manual, Commands and Control Options): expressions in quotes, G and E elements as behavioural sources.</summary>
internal sealed class HspiceWriter(NetlistText text) : DialectWriter(text)
{
    protected override string Open => "'";

    protected override string Close => "'";

    protected override (string Current, string Voltage) BehaviouralLetters => ("G", "E");

    protected override string Quote(string file) => $"'{file}'";

    // int cuts towards zero, which is the same for the nonnegative numbers that converters round.
    protected override string Braced(string expression) => $"'{expression.Replace("floor(", "int(", StringComparison.Ordinal)}'";

    protected override void WriteCurrentExpression(string expression) => Text.Append(" CUR="u8).Append(Braced(expression)).Append("\n"u8);

    protected override void WriteVoltageExpression(string expression) => Text.Append(" VOL="u8).Append(Braced(expression)).Append("\n"u8);

    protected override void WriteAnalysis(TestBench test)
    {
        Text.Append(".option ingold=2 numdgt=10 measdgt=10 post=0\n"u8);
        if (test.IsNonlinear)
            Text.Append(".option reltol=1e-9 absi=1e-18 absv=1e-12 gmin=1e-18 gmindc=1e-18\n"u8);
        if (test.IsTransient)
            Text.Append($".tran {Time(test.TimeStep)} {Time(test.StopTime)}\n");
        else if (test.Vectors > 1)
            WriteSweep(".dc", test);
        else
            // .measure wants a sweep: one of a parameter that nothing depends on.
            Text.Append(".param sweep=0\n.op\n.dc sweep poi 1 0\n"u8);
        for (var k = 0; k < test.Probes.Length; k++)
        {
            for (var v = 0; v < test.Vectors; v++)
            {
                Text.Append(test.IsTransient ? ".measure tran "u8 : ".measure dc "u8);
                WriteProbeName(test, k, v);
                Text.Append(" find "u8);
                WriteSignal(test.Probes[k]);
                Text.Append(" at="u8).Append(Time(test.PlaceOf(v))).Append("\n"u8);
            }
        }
    }
}
