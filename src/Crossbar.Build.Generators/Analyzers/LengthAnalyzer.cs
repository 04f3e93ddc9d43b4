using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>Finds images and scores whose length is known and does not fit the network (CBX2002).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LengthAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GeneratorDiagnostics.WrongLength);

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
        if (NetworkCall.Of(invocation) is not { } call)
            return;
        foreach (var argument in invocation.Arguments)
        {
            var constant = argument.Parameter?.Ordinal == 0 ? GeneratedClass.InputLength : GeneratedClass.ClassCount;
            if (GeneratedClass.Constant(call.Class, constant) is not { } needed || KnownLength.Of(argument.Value) is not { } known)
                continue;
            if (call.IsBatch ? known.Length % needed != 0 : known.Length != needed)
                Report(context, call, argument, constant, needed, known);
        }
    }

    private static void Report(OperationAnalysisContext context, NetworkCall call, IArgumentOperation argument, string constant, int needed, KnownLength known)
    {
        var number = $"{needed.ToString(CultureInfo.InvariantCulture)} values ({constant})";
        var properties = ImmutableDictionary<string, string?>.Empty;
        // In a batch nobody but the user knows how many images were meant.
        if (known.Size is not null && !call.IsBatch && argument.SemanticModel is { } model)
            properties = properties.Add(AnalyzerFacts.Replacement, $"{call.Class.ToMinimalDisplayString(model, known.Size.SpanStart)}.{constant}");
        context.ReportDiagnostic(Diagnostic.Create(
            GeneratorDiagnostics.WrongLength,
            argument.Syntax.GetLocation(),
            known.Size is null ? [] : [known.Size.GetLocation()],
            properties,
            $"{call.Class.Name}.{call.Method}",
            call.IsBatch ? $"a multiple of {number}" : number,
            known.Length));
    }
}
