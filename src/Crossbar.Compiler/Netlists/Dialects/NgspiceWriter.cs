using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>
/// Stock ngspice (the ngspice User's Manual: chapter 5 for behavioural sources, 15 for analyses, 17 for control scripts): a control block
/// prints each probe with all its digits and quits.
/// </summary>
internal sealed class NgspiceWriter(NetlistText text) : DialectWriter(text)
{
    // What a time may be off by, far less than a time step.
    private const double Rounding = 1e-9;

    protected override string ParametersKeyword => " params:";

    protected override string Quote(string file) => file;

    // Braces would make ngspice look for a parameter named v(...).
    protected override string Braced(string expression) => expression;

    protected override void WriteAnalysis(TestBench test)
    {
        if (test.IsNonlinear)
            Text.Append(".options reltol="u8).Append(test.IsTransient ? "1e-9"u8 : "1e-11"u8).Append(" abstol=1e-18 vntol=1e-12 gmin=1e-18\n"u8);
        // Conductances from all nodes to ground, which it would try first, only disturb virtual grounds.
        if (test.HasRectifiers)
            Text.Append(".options gminsteps=0 itl1=40 itl2=100 pivrel=0.5\n"u8);
        if (test.IsTransient)
            Text.Append($".tran {Time(test.TimeStep)} {Time(test.StopTime)}\n");
        else if (test.Vectors > 1)
            WriteSweep(".dc", test);
        else
            Text.Append(".op\n"u8);
        Text.Append(".control\nset numdgt=16\nrun\n"u8);
        // There is a time step at every corner of the selector's course; the last one up to the end of a read is where all is settled.
        for (var v = 0; test.IsTransient && v < test.Vectors; v++)
            Text.Append($"let end_{v.ToString(CultureInfo.InvariantCulture)}=vecmax(vector(length(time))*(time le {Time(test.PlaceOf(v) * (1 + Rounding))}))\n");
        foreach (var probe in test.Probes)
        {
            for (var v = 0; v < test.Vectors; v++)
            {
                Text.Append("print "u8);
                WriteSignal(probe);
                if (test.IsTransient)
                    Text.Append("[end_"u8).Append(v).Append("]"u8);
                else if (test.Vectors > 1)
                    Text.Append("["u8).Append(v).Append("]"u8);
                Text.Append("\n"u8);
            }
        }

        Text.Append("quit\n.endc\n"u8);
    }
}
