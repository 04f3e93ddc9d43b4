namespace Crossbar.Compiler.Tests;

public sealed class ParallelFailuresTests
{
    [Fact]
    public void Input_errors_come_all_together_in_the_order_of_the_work()
    {
        var failure = Assert.Throws<CompilationException>(() => ParallelFailures.Run(20, k =>
        {
            if (k % 5 == 3)
                throw new CompilationException(Descriptors.FileNotFound, null, "The model", $"net{k}", "");
        }));
        Assert.Equal([3, 8, 13, 18], failure.Diagnostics.Select(d => int.Parse(d.Message.Split("net")[1].Split('\'')[0])));
    }

    [Fact]
    public void Another_failure_comes_as_itself()
    {
        var failure = Assert.Throws<IOException>(() => ParallelFailures.Run(20, k =>
        {
            if (k >= 7)
                throw new IOException($"disk {k}");
        }));
        Assert.Equal("disk 7", failure.Message);
    }
}
