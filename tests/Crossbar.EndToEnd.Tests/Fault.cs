namespace Crossbar.EndToEnd.Tests;

/// <summary>An item with a fault of its own, so that one build of many items meets many codes.</summary>
/// <param name="Code">The code that the fault must give.</param>
/// <param name="Item">The item.</param>
/// <param name="Place">How the file ends that the message must be at.</param>
internal sealed record Fault(string Code, string Item, string Place)
{
    private const string Project = "App.csproj";
    private const string Calibrated = """CalibrationData="images.npy" """;

    /// <summary>What is wrong with a model or its item as soon as it is looked at.</summary>
    public static IReadOnlyList<Fault> WhenDescribed { get; } =
    [
        new("CBX0001", """<CrossbarModel Include="tinny.onnx" />""", Project),
        new("CBX0002", """<CrossbarModel Include="truncated.onnx" />""", "truncated.onnx"),
        new("CBX0003", """<CrossbarModel Include="operator.onnx" />""", "operator.onnx"),
        new("CBX0004", """<CrossbarModel Include="node.onnx" />""", "node.onnx"),
        new("CBX0005", """<CrossbarModel Include="tiny.onnx" ClassName="Name" WireResistence="2" />""", Project),
        new("CBX0006", """<CrossbarModel Include="tiny.onnx" ClassName="Value" WireResistance="-2" />""", Project),
        new("CBX0007", """<CrossbarModel Include="tiny.onnx" ClassName="Labelled" Labels="two.txt" />""", "two.txt"),
        new("CBX0018", """<CrossbarModel Include="tiny.onnx" ClassName="Endless" Hardware="endless.json" />""", "endless.json"),
        new("CBX0030", """<CrossbarModel Include="opset.onnx" />""", "opset.onnx"),
        new("CBX0031", """<CrossbarModel Include="ir.onnx" />""", "ir.onnx"),
        new("CBX0032", """<CrossbarModel Include="external.onnx" />""", "external.onnx"),
        new("CBX0019", """<CrossbarModel Include="tiny.onnx" ClassName="Odd" Device="odd-device.json" />""", "odd-device.json"),
        new("CBX0033", """<CrossbarModel Include="dynamic.onnx" />""", "dynamic.onnx"),
        new("CBX0034", """<CrossbarModel Include="inputs.onnx" />""", "inputs.onnx"),
        new("CBX0035", """<CrossbarModel Include="nothing.onnx" />""", "nothing.onnx"),
        new("CBX0036", """<CrossbarModel Include="tiny.onnx" ClassName="Costly" Components="odd-components.json" />""", "odd-components.json"),
        new("CBX0051", """<CrossbarModel Include="tiny.onnx" ClassName="Chip" Hardware="broken.json" />""", "broken.json"),
        new("CBX0080", """<CrossbarModel Include="tiny.onnx" ClassName="Unnamed" OutputName="logit" />""", "tiny.onnx"),
        new("CBX0081", """<CrossbarModel Include="dynamic.onnx" ClassName="Misshapen" InputShape="1,2,3" />""", "dynamic.onnx"),
    ];

    /// <summary>What turns out while a model is compiled.</summary>
    public static IReadOnlyList<Fault> WhenCompiled { get; } =
    [
        new("CBX0008", """<CrossbarModel Include="tiny.onnx" ClassName="Shape" CalibrationData="wrong.npy" />""", "wrong.npy"),
        new("CBX0009", $"""<CrossbarModel Include="tiny.onnx" ClassName="Infeasible" WireResistance="100000" {Calibrated}/>""", Project),
        new("CBX0012", $"""<CrossbarModel Include="tiny.onnx" ClassName="Blocked" {Calibrated}/>""", "Blocked.tables.g.cs"),
        new("CBX0016", """<CrossbarModel Include="tiny.onnx" ClassName="Huge" CalibrationData="huge.npy" />""", Project),
        new("CBX0053", $"""<CrossbarModel Include="tiny.onnx" ClassName="Misread" MeasuredConductances="junk" {Calibrated}/>""", "index.csv"),
        new("CBX0054", $"""<CrossbarModel Include="tiny.onnx" ClassName="Negative" MeasuredConductances="chip" {Calibrated}/>""", "array.csv"),
        new("CBX0060", """<CrossbarModel Include="Mnist.onnx" Mapping="Toeplitz" />""", Project),
        new("CBX0061", $"""<CrossbarModel Include="tiny.onnx" ClassName="Signal" Conversion="Signal" ConversionSignal="0.5,0.5" {Calibrated}/>""", Project),
        new("CBX0062", $"""<CrossbarModel Include="tiny.onnx" ClassName="Faulty" FaultMap="words.csv" {Calibrated}/>""", "words.csv"),
        new("CBX0063", $"""<CrossbarModel Include="tiny.onnx" ClassName="Outside" FaultMap="outside.csv" {Calibrated}/>""", "outside.csv"),
        new("CBX0064", $"""<CrossbarModel Include="tiny.onnx" ClassName="Arrayless" FaultMap="nowhere.csv" {Calibrated}/>""", "nowhere.csv"),
        new("CBX0065", $"""<CrossbarModel Include="tiny.onnx" ClassName="Contradictory" FaultMap="both.csv" {Calibrated}/>""", "both.csv"),
        new("CBX0077", $"""<CrossbarModel Include="tiny.onnx" ClassName="Analog" Peripherals="Analog" OffsetSubtraction="Digital" {Calibrated}/>""", Project),
        new("CBX0102", $"""<CrossbarModel Include="tiny.onnx" ClassName="Celled" NetlistCell="Custom" NetlistSubcircuit="open.sub" {Calibrated}/>""", "open.sub"),
        new("CBX0103", $"""<CrossbarModel Include="tiny.onnx" ClassName="Ported" NetlistCell="Custom" NetlistSubcircuit="ports.sub" {Calibrated}/>""", "ports.sub"),
        new("CBX0104", $"""<CrossbarModel Include="tiny.onnx" ClassName="Included" NetlistCell="Custom" NetlistSubcircuit="include.sub" {Calibrated}/>""", "include.sub"),
        new("CBX0112", $"""<CrossbarModel Include="tiny.onnx" ClassName="Crowded" MaxRows="2" MaxColumns="2" MaxArrays="1" {Calibrated}/>""", Project),
        new("CBX1001", """<CrossbarModel Include="tiny.onnx" ClassName="Uncalibrated" />""", Project),
        new("CBX1002", """<CrossbarModel Include="tiny.onnx" ClassName="Unscaled" CalibrationData="shaded.npz" />""", Project),
        new("CBX1030", $"""<CrossbarModel Include="outputs.onnx" {Calibrated}/>""", "outputs.onnx"),
        new("CBX1055", $"""<CrossbarModel Include="tiny.onnx" ClassName="Speedy" TargetRate="1e9" {Calibrated}/>""", Project),
        new("CBX1060", $"""<CrossbarModel Include="tiny.onnx" ClassName="Clipped" Conversion="MaxInput" WireResistance="50000" {Calibrated}/>""", Project),
        new("CBX1061", """<CrossbarModel Include="wide.onnx" ClassName="Inexact" MinConductance="0" WireResistance="3000" CalibrationData="wide.npy" />""", Project),
        new("CBX1066", $"""<CrossbarModel Include="tiny.onnx" ClassName="Hasty" RowCapacitance="1e-12" ColumnCapacitance="1e-12" ReadTime="1e-12" {Calibrated}/>""", Project),
        new("CBX1065", """<CrossbarModel Include="wide.onnx" ClassName="Narrow" WireResistance="300" CalibrationData="wide.npy" />""", Project),
    ];

    /// <summary>A project with some faults and all files that they are about.</summary>
    public static ConsumerProject Consumer(IEnumerable<Fault> faults, string properties = "")
    {
        var app = new ConsumerProject(program: "System.Console.WriteLine();");
        app.SetItems(string.Concat(faults.Select(fault => fault.Item)), properties);
        app.Write("truncated.onnx", new TinyModel().Bytes()[..^20]);
        app.Write("operator.onnx", new TinyModel { Operator = "Bernoulli", Operands = ["x"] }.Bytes());
        app.Write("node.onnx", new TinyModel { WeightColumns = 5 }.Bytes());
        app.Write("opset.onnx", new TinyModel { Opset = 3 }.Bytes());
        app.Write("ir.onnx", new TinyModel { IrVersion = 99 }.Bytes());
        app.Write("external.onnx", new TinyModel { WeightFile = "nowhere.bin" }.Bytes());
        app.Write("dynamic.onnx", new TinyModel { InputIsFixed = false }.Bytes());
        app.Write("inputs.onnx", new TinyModel { Operands = ["x", "w", "v"], InputNames = ["x", "v"] }.Bytes());
        app.Write("nothing.onnx", new TinyModel { Operator = "Identity", Operands = ["x"] }.Bytes());
        app.Write("outputs.onnx", new TinyModel { OutputNames = ["y", "z"] }.Bytes());
        app.Write("wide.onnx", new TinyModel { Inputs = 24, Classes = 24 }.Bytes());
        app.Write("wide.npy", CalibrationFile.Npy(16, 24));
        app.Write("shaded.npz", CalibrationFile.Shaded(30));
        app.Write("wrong.npy", CalibrationFile.Npy(16, 5));
        app.Write("two.txt", "cat\ndog\n");
        app.Write("broken.json", "{ \"MaxRows\": ");
        app.Write("odd-device.json", "{ \"MinConductance\": 1e-6, \"MaxConductance\": 40 }");
        app.Write("odd-components.json", "{ \"Cycle\": 100 }");
        Directory.CreateDirectory(app.At("junk"));
        Directory.CreateDirectory(app.At("chip"));
        app.Write("junk/index.csv", "array.csv,0\n");
        app.Write("chip/index.csv", "file,array,layer,tile,half,rows,columns,tolerance,deviation,word_lines,bit_lines,layer_name\narray.csv,0,0,0,0,1,2,,,0,0 ref,fc\n");
        app.Write("chip/array.csv", "1e-5,-1e-5\n");
        app.Write("words.csv", "0,1,2,stuck\n");
        app.Write("outside.csv", "0,1000,0,on\n");
        app.Write("nowhere.csv", "9,0,0,on\n");
        app.Write("both.csv", "0,0,0,on\n0,0,0,off\n");
        app.Write("open.sub", ".subckt mine a b G=1\n");
        app.Write("ports.sub", ".subckt mine a b c G=1\n.ends\n");
        app.Write("include.sub", ".include other.sub\n");
        app.Write("huge.npy", [.. CalibrationFile.Npy(16, 4)[..^4], .. BitConverter.GetBytes(float.MaxValue)]);
        // Takes no room on the disk.
        using (var endless = File.Create(app.At("endless.json")))
            endless.SetLength(65 << 20);
        // What a compile would write is a folder with something in it.
        Directory.CreateDirectory(app.At("obj", "crossbar", "Debug", "Blocked", "Blocked.tables.g.cs", "in the way"));
        return app;
    }
}
