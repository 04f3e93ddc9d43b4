using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>
/// Finds a user's <c>partial class</c> that extended a generated one and now stands alone, since the model is gone or is made in another
/// namespace (CBX2004). Its code may still compile, and then does something else.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HalfClassAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] OurFiles = [FileNames.Tables, FileNames.Stub];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GeneratorDiagnostics.HalfClass);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            // All types of a project are looked through once, and only when there is a class to ask for.
            var classes = new Lazy<string[]>(() => [.. GeneratedClass.AllIn(start.Compilation.Assembly).Select(type => type.ToDisplayString())]);
            start.RegisterSymbolAction(symbol => Analyze(symbol, classes), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<string[]> classes)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        // Only what could be joined to a generated half: a partial class that is neither nested, generic, static nor abstract, and has no base.
        if (type is not { TypeKind: TypeKind.Class, IsStatic: false, IsAbstract: false, Arity: 0, IsRecord: false, ContainingType: null, BaseType.SpecialType: SpecialType.System_Object }
            || GeneratedClass.Is(type))
            return;
        var declarations = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(context.CancellationToken)).OfType<ClassDeclarationSyntax>().ToArray();
        if (declarations.Length == 0
            || !declarations.All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            || declarations.Any(declaration => OurFiles.Any(ending => declaration.SyntaxTree.FilePath.EndsWith(ending, StringComparison.Ordinal))))
            return;
        var advice = ClassAdvice.For(type.Name, classes.Value);
        if (advice.IsSameName || type.Name.EndsWith(ClassAdvice.Suffix, StringComparison.Ordinal))
            context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.HalfClass, declarations[0].Identifier.GetLocation(), type.ToDisplayString(), advice.Text));
    }
}
