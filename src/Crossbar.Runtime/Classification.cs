namespace Crossbar.Runtime;

/// <summary>What a network says of one image.</summary>
/// <param name="Index">The class with the highest score, counted from 0.</param>
/// <param name="Label">The name of that class.</param>
/// <param name="Score">The network's output for that class (a logit, or a probability where the network ends in a softmax).</param>
/// <param name="Probability">The class's softmax probability in [0, 1].</param>
public readonly record struct Classification(int Index, string Label, float Score, float Probability);
