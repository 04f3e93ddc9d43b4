using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Walls;

/// <summary>What is wrong with a line of the plan.</summary>
public readonly struct PlanFault(TextLine line, string text)
{
    /// <summary>The line.</summary>
    public TextLine Line { get; } = line;

    /// <summary>What is wrong with it.</summary>
    public string Text { get; } = text;
}
