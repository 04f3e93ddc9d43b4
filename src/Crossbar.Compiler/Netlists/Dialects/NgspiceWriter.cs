using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>
/// Stock ngspice (the ngspice User's Manual: chapter 5 for behavioural sources, 15 for analyses, 17 for control scripts): a control block
/// prints each probe with all its digits and quits.
/// </summary>
internal sealed class NgspiceWriter(NetlistText text) : DialectWriter(text)
{
    protected override string ParametersKeyword => " params:";

    protected override string Quote(string file) => file;

    // Braces would make ngspice look for a parameter named v(...).
    protected override string Braced(string expression) => expression;

    protected override void WriteAnalysis(TestBench test)
    {
        if (test.IsNonlinear)
            Text.Append(".options reltol=1e-9 abstol=1e-18 vntol=1e-12 gmin=1e-18\n"u8);
        // Conductances from all nodes to ground, which it would try first, only disturb virtual grounds.
        if (test.HasRectifiers)
            Text.Append(".options gminsteps=0 itl1=40 itl2=100 pivrel=0.5\n"u8);
        if (test.StopTime > 0)
            Text.Append($".tran {Time(test.StopTime / 100)} {Time(test.StopTime)}\n");
        else
            Text.Append(".op\n"u8);
        Text.Append(".control\nset numdgt=16\nrun\n"u8);
        foreach (var probe in test.Probes)
        {
            Text.Append("print "u8).Append(probe.Signal);
            if (test.StopTime > 0)
                Text.Append("[length("u8).Append(probe.Signal).Append(")-1]"u8);
            Text.Append("\n"u8);
        }

        Text.Append("quit\n.endc\n"u8);
    }
}
