using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>
/// Finds loops that give a network one image after the other and could give it all at once (CBX2005): for and foreach over images that are
/// there already, in which nothing is awaited and which run to their end.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BatchAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GeneratorDiagnostics.BatchFits);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (NetworkCall.Of(invocation) is not { IsBatch: false } call
            || !TakesFloats(invocation)
            || LoopAround(invocation) is not { } loop
            || invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is not { } image
            || !ChangesIn(loop, image.Value)
            || MayEndEarlyOrWait(loop))
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            GeneratorDiagnostics.BatchFits, invocation.Syntax.GetLocation(), $"{call.Class.Name}.{call.Method}", $"{call.Class.Name}.{call.Method}Batch"));
    }

    // Byte pixels have no batch form.
    private static bool TakesFloats(IInvocationOperation call) =>
        call.TargetMethod.Parameters[0].Type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Single }] };

    private static ILoopOperation? LoopAround(IOperation operation)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
                case IForEachLoopOperation { IsAsynchronous: true }:
                    return null;
                case IForLoopOperation { Condition: not null } or IForEachLoopOperation when ((ILoopOperation)outer).Body == inner:
                    return (ILoopOperation)outer;
            }
        }

        return null;
    }

    // A loop that repeats one image measures time, or noise.
    private static bool ChangesIn(ILoopOperation loop, IOperation image) => image.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(reference =>
        reference.Local.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.Syntax.SyntaxTree && loop.Syntax.Span.Contains(declaration.Span)));

    private static bool MayEndEarlyOrWait(ILoopOperation loop) =>
        loop.Body.Descendants().Any(operation => operation is IAwaitOperation or IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo });
}
