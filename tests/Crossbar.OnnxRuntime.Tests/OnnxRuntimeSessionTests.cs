using System.Text;
using Crossbar.Tests.Support;

namespace Crossbar.OnnxRuntime.Tests;

public sealed class OnnxRuntimeSessionTests
{
    private static readonly string Mnist = Repository.At("samples", "Mnist", "Mnist.onnx");

    private static OnnxRuntimeLibrary Library => OnnxRuntimeLibrary.TryLoad(Oracles.OnnxRuntimeLibrary)!;

    [OnnxRuntimeFact]
    public void Names_and_shapes_are_those_of_the_graph()
    {
        using var session = Library.CreateSession(Mnist);
        var input = Assert.Single(session.Inputs);
        var output = Assert.Single(session.Outputs);
        Assert.Equal(("input", true), (input.Name, input.IsFloat));
        Assert.Equal([-1L, 1, 28, 28], input.Shape.ToArray());
        Assert.Equal(("logits", true), (output.Name, output.IsFloat));
        Assert.Equal([-1L, 10], output.Shape.ToArray());
    }

    [OnnxRuntimeFact]
    public void A_model_in_memory_computes_what_its_file_does()
    {
        using var file = Library.CreateSession(Mnist);
        using var memory = Library.CreateSession(File.ReadAllBytes(Mnist), intraOpThreads: 1);
        var image = Images(1);
        Assert.Equal(file.Run(image, [1, 1, 28, 28]), memory.Run(image, [1, 1, 28, 28]));
    }

    [OnnxRuntimeFact]
    public void An_identity_gives_back_its_input()
    {
        using var session = Library.CreateSession(IdentityModel());
        float[] values = [1.5f, -2, float.Epsilon, float.PositiveInfinity, 0, 7];
        Assert.Equal(values, session.Run(values, [2, 3]));
    }

    [OnnxRuntimeFact]
    public void A_batch_gives_one_row_an_image()
    {
        using var session = Library.CreateSession(Mnist, intraOpThreads: 1);
        var images = Images(3);
        var rows = session.Run(images, [3, 1, 28, 28]);
        Assert.Equal(30, rows.Length);
        for (var i = 0; i < 3; i++)
        {
            var alone = session.Run(images.AsSpan(i * 784, 784), [1, 1, 28, 28]);
            for (var k = 0; k < 10; k++)
                Assert.Equal(alone[k], rows[(i * 10) + k], 1e-4f);
        }
    }

    [OnnxRuntimeFact]
    public void A_run_into_a_span_allocates_nothing_on_the_managed_heap()
    {
        using var session = Library.CreateSession(Mnist, intraOpThreads: 1);
        var (image, logits) = (Images(1), new float[10]);
        long[] shape = [1, 1, 28, 28];
        session.Run(image, shape, logits);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            session.Run(image, shape, logits);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(session.Run(image, [1, 1, 28, 28]), logits);
    }

    [OnnxRuntimeFact]
    public void What_ONNX_Runtime_refuses_is_an_exception_with_its_message()
    {
        using var session = Library.CreateSession(Mnist);
        var wrongShape = Assert.Throws<OnnxRuntimeException>(() => session.Run(Images(1), [1, 1, 14, 56]));
        Assert.Contains("input", wrongShape.Message, StringComparison.Ordinal);
        Assert.Equal(2, wrongShape.Code);
        Assert.NotEqual(0, Assert.Throws<OnnxRuntimeException>(() => Library.CreateSession(Encoding.UTF8.GetBytes("no model"))).Code);
        Assert.Equal(3, Assert.Throws<OnnxRuntimeException>(() => Library.CreateSession(Mnist + ".missing")).Code);
    }

    [OnnxRuntimeFact]
    public void Lengths_that_do_not_fit_are_refused_before_native_code_sees_them()
    {
        using var session = Library.CreateSession(Mnist);
        Assert.Throws<ArgumentException>(() => session.Run(new float[783], [1, 1, 28, 28]));
        Assert.Throws<ArgumentException>(() => session.Run(Images(1), [1, 1, 28, 28], new float[9]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Library.CreateSession(Mnist, intraOpThreads: -1));
    }

    [OnnxRuntimeFact]
    public void A_disposed_session_refuses_to_run()
    {
        var session = Library.CreateSession(Mnist);
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(Images(1), [1, 1, 28, 28]));
    }

    [OnnxRuntimeFact]
    public void Threads_may_share_a_session()
    {
        using var session = Library.CreateSession(Mnist, intraOpThreads: 1);
        var image = Images(1);
        var expected = session.Run(image, [1, 1, 28, 28]);
        Parallel.For(0, 16, _ => Assert.Equal(expected, session.Run(image, [1, 1, 28, 28])));
    }

    private static float[] Images(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count * 784).Select(_ => random.NextSingle())];
    }

    /// <summary>x [N, 3] → Identity → y, written field by field: tag, length, content.</summary>
    private static byte[] IdentityModel()
    {
        byte[] Field(int number, params byte[] content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];
        byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));
        byte[] Value(int number, string name)
        {
            byte[] shape = [.. Field(1, Text(2, "N")), .. Field(1, 0x08, 3)];
            byte[] tensorType = [0x08, 1, .. Field(2, shape)];
            return Field(number, [.. Text(1, name), .. Field(2, Field(1, tensorType))]);
        }

        byte[] node = Field(1, [.. Text(1, "x"), .. Text(2, "y"), .. Text(4, "Identity")]);
        byte[] graph = [.. node, .. Text(2, "g"), .. Value(11, "x"), .. Value(12, "y")];
        return [0x08, 7, .. Field(7, graph), .. Field(8, 0x10, 13)];
    }
}
