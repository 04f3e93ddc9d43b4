using Crossbar.Compiler.Onnx.Importing;
using Crossbar.Compiler.Onnx.Proto;
using Google.Protobuf;

namespace Crossbar.Compiler.Tests.Onnx;

public sealed class OnnxFileTests
{
    private static ModelBuilder Relu => new ModelBuilder(0, 4).Then("Relu");

    [Fact]
    public void An_empty_file() =>
        Assert.Contains("empty", ImportAssert.RefusedWith(Descriptors.InvalidModel, []), StringComparison.Ordinal);

    [Theory]
    [InlineData("This is no model.\nReally.", "text file that begins with 'This is no model. Really")]
    [InlineData("{ \"ir_version\": 8 }", "text file")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n", "git lfs pull")]
    public void A_text_file(string text, string expected) =>
        Assert.Contains(
            expected, ImportAssert.RefusedWith(Descriptors.InvalidModel, Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Other_formats_are_named()
    {
        Assert.Contains("zip", ImportAssert.RefusedWith(Descriptors.InvalidModel, [0x50, 0x4B, 3, 4, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains(
            "HDF5", ImportAssert.RefusedWith(Descriptors.InvalidModel, [0x89, 0x48, 0x44, 0x46, 0x0D]), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_protobuf() =>
        Assert.Contains("damaged or cut short", ImportAssert.RefusedWith(Descriptors.InvalidModel, [0x08, 0x08, 0xFF, 0xFF, 0xFF]), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_and_a_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("resnet.onnx", [1]);
        var missing = Assert.Throws<CompilationException>(
            () => OnnxImporter.Import(Path.Combine(folder.Path, "resnat.onnx"), new DiagnosticBag()));
        Reported.Only(Descriptors.FileNotFound, missing.Diagnostics);
        Assert.Contains("resnet.onnx", missing.Message, StringComparison.Ordinal);
        var isFolder = Assert.Throws<CompilationException>(() => OnnxImporter.Import(folder.Path, new DiagnosticBag()));
        Assert.Contains("folder", isFolder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_whole_model_has_may_not_be_missing()
    {
        var noGraph = Relu;
        noGraph.ToBytes();
        noGraph.Model.Graph = null;
        Assert.Contains("no graph", ImportAssert.RefusedWith(Descriptors.InvalidModel, noGraph), StringComparison.Ordinal);

        var noOpset = Relu;
        noOpset.Model.OpsetImport.Clear();
        Assert.Contains("opset_import", ImportAssert.RefusedWith(Descriptors.InvalidModel, noOpset), StringComparison.Ordinal);

        Assert.Contains("no nodes", ImportAssert.RefusedWith(Descriptors.InvalidModel, new ModelBuilder(0, 4)), StringComparison.Ordinal);

        var noOutput = Relu;
        noOutput.ToBytes();
        noOutput.Graph.Output.Clear();
        Assert.Contains(
            "no outputs", ImportAssert.RefusedWith(Descriptors.InvalidModel, noOutput.Model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(25)]
    public void The_first_and_last_supported_operator_set(int version) =>
        Assert.Equal(version, ImportAssert.Imports(Relu.Opset(version)).Opset);

    [Theory]
    [InlineData(6)]
    [InlineData(26)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Other_operator_sets_are_refused_with_the_remedy(long version) =>
        Assert.Contains("7 to 25", ImportAssert.RefusedWith(Descriptors.UnsupportedOpset, Relu.Opset(version)), StringComparison.Ordinal);

    [Fact]
    public void Operator_sets_of_other_domains_do_not_matter()
    {
        var model = Relu;
        model.Model.OpsetImport.Insert(0, new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
        Assert.Equal(13, ImportAssert.Imports(model).Opset);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(99)]
    public void Unknown_IR_versions_are_refused(long version)
    {
        var model = Relu;
        model.Model.IrVersion = version;
        ImportAssert.RefusedWith(Descriptors.UnsupportedIrVersion, model);
    }

    [Fact]
    public void The_producer_is_told()
    {
        var model = Relu;
        (model.Model.ProducerName, model.Model.ProducerVersion) = ("pytorch", "1.13.0");
        Assert.Equal("pytorch 1.13.0", ImportAssert.Imports(model).Producer);
    }

    [Fact]
    public void Errors_are_in_the_bag_too_and_name_the_file()
    {
        var diagnostics = new DiagnosticBag();
        var thrown = Assert.Throws<CompilationException>(() => ImportAssert.Import([], diagnostics));
        Assert.Equal(thrown.Diagnostics.ToArray(), diagnostics.All.ToArray());
        Assert.EndsWith("model.onnx", Assert.Single(diagnostics.All).File, StringComparison.Ordinal);
    }
}
