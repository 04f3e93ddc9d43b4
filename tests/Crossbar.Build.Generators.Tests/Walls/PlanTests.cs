using Crossbar.Walls;
using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Build.Generators.Tests.Walls;

public sealed class PlanTests
{
    [Fact]
    public void Groups_subtrees_and_continued_lines_name_several_rooms()
    {
        var plan = Read("""
            # Two storeys.
            A:
            A.B:            # below A
            AB:
            common = A AB
            C:  common
                A.B
            D:  A.*
            """);
        Assert.Empty(plan.Faults);
        Assert.True(plan.Allows("C", "A") && plan.Allows("C", "AB") && plan.Allows("C", "A.B"));
        Assert.True(plan.Allows("D", "A") && plan.Allows("D", "A.B"));
        Assert.False(plan.Allows("D", "AB"));
        Assert.False(plan.Allows("A", "A.B"));
    }

    [Theory]
    [InlineData("A: B\nB: A")]
    [InlineData("A: A")]
    [InlineData("A: A.*")]
    [InlineData("A: C")]
    [InlineData("A:\nA:")]
    [InlineData("A B:")]
    [InlineData("A")]
    public void Arrows_down_second_lines_and_nonsense_are_faults(string text) => Assert.Single(Read(text).Faults);

    private static Plan Read(string text) => new(SourceText.From(text));
}
