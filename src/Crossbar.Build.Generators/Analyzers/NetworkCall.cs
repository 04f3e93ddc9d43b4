using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>A call of Classify, Predict or their batch forms on a network whose class is known.</summary>
/// <param name="Class">The generated class.</param>
/// <param name="Method">The method's name.</param>
/// <param name="IsBatch">Whether it takes many images.</param>
internal sealed record NetworkCall(INamedTypeSymbol Class, string Method, bool IsBatch)
{
    private const string Batch = "Batch";

    /// <summary>What a call is; null for any other.</summary>
    public static NetworkCall? Of(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (name is not ("Classify" or "Predict" or "ClassifyBatch" or "PredictBatch"))
            return null;
        // The class's own static method, or the same one of a chip's Network, whose type does not say which network it is.
        var type = call.Instance is IPropertyReferenceOperation { Property: { Name: "Network", ContainingType: { } owner } } ? owner : call.TargetMethod.ContainingType;
        return GeneratedClass.Is(type) ? new NetworkCall(type, name, name.EndsWith(Batch, StringComparison.Ordinal)) : null;
    }
}
