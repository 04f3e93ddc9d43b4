namespace Crossbar.Onnx.Tests;

public sealed class ReferenceEngineTests
{
    [Fact]
    public void Of_its_package_only_this_platforms_library_is_copied()
    {
        var native = Directory.GetFiles(AppContext.BaseDirectory, "*onnxruntime*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "Microsoft.ML.OnnxRuntime.dll");
        Assert.Equal(AppContext.BaseDirectory, Path.GetDirectoryName(Assert.Single(native)) + Path.DirectorySeparatorChar);
    }

    [Fact]
    public void A_disposed_session_refuses_to_run()
    {
        var session = new OnnxRuntimeSession(Repository.At("samples", "Mnist", "Mnist.onnx"));
        Assert.Equal(10, session.Run(new float[784], 1, 1, 28, 28).Length);
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(new float[784], 1, 1, 28, 28));
    }

    // Many runs, each beginning before the session is disposed of or after: never under it.
    [Fact]
    public void A_session_is_not_disposed_of_under_a_run()
    {
        for (var k = 0; k < 20; k++)
        {
            var session = new OnnxRuntimeSession(Repository.At("samples", "Mnist", "Mnist.onnx"));
            Parallel.For(0, 4, n =>
            {
                if (n == 3)
                    session.Dispose();
                else if (Record.Exception(() => session.Run(new float[784], 1, 1, 28, 28)) is { } refused)
                    Assert.IsType<ObjectDisposedException>(refused);
            });
        }
    }
}
