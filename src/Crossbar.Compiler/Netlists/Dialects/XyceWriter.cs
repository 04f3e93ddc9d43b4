using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>Xyce (Xyce Reference Guide, chapter 2: B sources, PARAMS:, .PRINT): the probes are printed with 16 digits.</summary>
internal sealed class XyceWriter(NetlistText text) : DialectWriter(text)
{
    private const int SignalsPerLine = 4;

    protected override string ParametersKeyword => " PARAMS:";

    protected override void WriteAnalysis(TestBench test)
    {
        if (test.IsNonlinear)
            Text.Append(".OPTIONS NONLIN RELTOL=1e-9 ABSTOL=1e-18\n.OPTIONS DEVICE GMIN=1e-18\n"u8);
        if (!test.IsTransient && test.Vectors > 1)
            WriteSweep(".DC", test);
        else
            Text.Append(test.IsTransient ? $".TRAN {Time(test.TimeStep)} {Time(test.StopTime)}\n" : ".OP\n");
        Text.Append(test.IsTransient ? ".PRINT TRAN PRECISION=16"u8 : ".PRINT DC PRECISION=16"u8);
        for (var k = 0; k < test.Probes.Length; k++)
        {
            Text.Append(k % SignalsPerLine == SignalsPerLine - 1 ? "\n+ "u8 : " "u8);
            WriteSignal(test.Probes[k]);
        }

        Text.Append("\n"u8);
    }
}
