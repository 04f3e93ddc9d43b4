using Crossbar.Runtime.Vectors;

namespace Crossbar.Runtime.Tests.Layers;

public sealed unsafe class AlignedMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Begins_with_a_line_of_the_cache_and_stays_there(int length)
    {
        var memory = new AlignedMemory(length);
        Assert.Equal(length, memory.Span.Length);
        Assert.Equal(0, (nint)memory.Pointer % 64);
        var before = (nint)memory.Pointer;
        memory.Span.Fill(1);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(before, (nint)memory.Pointer);
        fixed (float* span = memory.Span)
            Assert.True(length == 0 || span == memory.Pointer);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    public void Lengths_are_rounded_up_to_whole_lines(int length, int expected) => Assert.Equal(expected, AlignedMemory.WholeLines(length));
}
