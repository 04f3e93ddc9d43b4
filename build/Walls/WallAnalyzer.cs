using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Walls;

/// <summary>
/// Holds a project to the <see cref="Plan"/> in its additional file <c>walls.txt</c>: every type that code names, and the type of every member that it names,
/// must be in a namespace that the code's own may see. Documentation may speak of anything, and what code uses without naming it has its wall where it is named.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WallAnalyzer : DiagnosticAnalyzer
{
    private const string FileName = "walls.txt";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(WallDiagnostics.Forbidden, WallDiagnostics.Unknown, WallDiagnostics.Plan);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var file = start.Options.AdditionalFiles.FirstOrDefault(candidate => Path.GetFileName(candidate.Path) == FileName);
            if (file?.GetText(start.CancellationToken) is not { } text)
                return;
            var plan = new Plan(text);
            start.RegisterCompilationEndAction(end => ReportFaults(end, plan, file.Path, text));
            var spaces = new ConcurrentDictionary<INamespaceSymbol, string?>(SymbolEqualityComparer.Default);
            var hidden = new Lazy<HiddenNames>(() => new HiddenNames(plan, start.Compilation));
            start.RegisterSyntaxNodeAction(node => CheckName(node, plan, hidden.Value, spaces), SyntaxKind.IdentifierName, SyntaxKind.GenericName);
            start.RegisterSyntaxNodeAction(node => CheckNamespace(node, plan), SyntaxKind.FileScopedNamespaceDeclaration, SyntaxKind.NamespaceDeclaration);
        });
    }

    private static void ReportFaults(CompilationAnalysisContext context, Plan plan, string path, SourceText text)
    {
        foreach (var fault in plan.Faults)
            context.ReportDiagnostic(Diagnostic.Create(
                WallDiagnostics.Plan, Location.Create(path, fault.Line.Span, text.Lines.GetLinePositionSpan(fault.Line.Span)), fault.Text));
    }

    private static void CheckNamespace(SyntaxNodeAnalysisContext context, Plan plan)
    {
        var declaration = (BaseNamespaceDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is INamespaceSymbol symbol
            && BelowRoot(symbol) is { } name && !plan.Knows(name))
            context.ReportDiagnostic(Diagnostic.Create(WallDiagnostics.Unknown, declaration.Name.GetLocation(), symbol.ToDisplayString(), FileName));
    }

    private static void CheckName(SyntaxNodeAnalysisContext context, Plan plan, HiddenNames hidden, ConcurrentDictionary<INamespaceSymbol, string?> spaces)
    {
        var name = (SimpleNameSyntax)context.Node;
        if (RoomOf(TypeOf(context.ContainingSymbol), plan, spaces) is not { } from || !hidden.MayBe(name.Identifier.ValueText, from) || name.IsPartOfStructuredTrivia())
            return;
        var symbol = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol;
        if (RoomOf(TypeOf(symbol), plan, spaces) is not { } to || plan.Allows(from, to))
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            WallDiagnostics.Forbidden, name.GetLocation(), Plan.Root + "." + from, symbol!.Name, Plan.Root + "." + to, FileName));
    }

    /// <summary>The type that a name is about: itself, or that of the member. A local variable was named with its type before.</summary>
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
        _ => null,
    };

    private static string? RoomOf(INamedTypeSymbol? type, Plan plan, ConcurrentDictionary<INamespaceSymbol, string?> spaces)
    {
        while (type?.ContainingType is { } outer)
            type = outer;
        // Types without a namespace, such as tuples and anonymous ones, are the language's.
        return type?.ContainingNamespace is { } place && spaces.GetOrAdd(place, BelowRoot) is { } space ? plan.RoomOf(space, type.Name) : null;
    }

    /// <summary>The name of a namespace without the root; null for one that is elsewhere.</summary>
    private static string? BelowRoot(INamespaceSymbol symbol)
    {
        var name = symbol.ToDisplayString();
        return name.StartsWith(Plan.Root + ".", StringComparison.Ordinal) ? name.Substring(Plan.Root.Length + 1) : null;
    }
}
